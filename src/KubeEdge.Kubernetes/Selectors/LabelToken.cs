namespace KubeEdge.Kubernetes.Selectors;

/// <summary>Kind of one token of a label selector.</summary>
internal enum LabelToken
{
    End,
    Identifier,
    In,
    NotIn,
    Not,
    Equals,
    DoubleEquals,
    NotEquals,
    GreaterThan,
    LessThan,
    Comma,
    Open,
    Close,
}
