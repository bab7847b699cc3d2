namespace KubeEdge.Beehive.Json;

/// <summary>The members of the wire document that mean something.</summary>
internal enum WireMember
{
    Unknown,
    Header,
    Route,
    Content,
    Id,
    ParentId,
    Timestamp,
    ResourceVersion,
    Sync,
    Type,
    Source,
    Destination,
    Group,
    Operation,
    Resource,
}
