namespace KubeEdge.Kubernetes.Configuration;

/// <summary>The kinds of values in configuration files.</summary>
internal enum ValueKind
{
    Text,
    Flag,
    Whole,
    Number,
    Choice,
    Path,
    Address,
    EndPoint,
    Server,
    Http,
    Https,
    Unix,
    Duration,
    Quantity,
    DnsName,
    Texts,
    Addresses,
    Map,
    Flags,
    Any,
}
