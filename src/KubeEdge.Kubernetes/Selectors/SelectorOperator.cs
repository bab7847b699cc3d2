namespace KubeEdge.Kubernetes.Selectors;

/// <summary>How a requirement compares.</summary>
internal enum SelectorOperator
{
    Exists,
    DoesNotExist,
    Equals,
    DoubleEquals,
    NotEquals,
    In,
    NotIn,
    GreaterThan,
    LessThan,
}
