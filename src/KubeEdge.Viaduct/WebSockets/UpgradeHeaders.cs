namespace KubeEdge.Viaduct.WebSockets;

/// <summary>The header names of the upgrade, as the original's edge spells them before HTTP changes their case.</summary>
public static class UpgradeHeaders
{
    /// <summary>The node's name. Some proxies drop names with an underscore; nothing else carries the identity.</summary>
    public const string NodeId = "node_id";

    /// <summary>The project.</summary>
    public const string ProjectId = "project_id";

    /// <summary>What the connection is for. A cloud of the original stays silent unless it is <see cref="UseMessages"/>.</summary>
    public const string ConnectionUse = "ConnectionUse";

    /// <summary>The value of <see cref="ConnectionUse"/> on a connection that carries messages.</summary>
    public const string UseMessages = "msg";

    /// <summary>What a side offers beyond the original's wire, comma separated; the answer names what both have. The original ignores it.</summary>
    public const string Features = "KubeEdge-Features";
}
