namespace KubeEdge.Beehive.Messages;

/// <summary>Sources with a meaning of their own that are not module names.</summary>
public static class SourceNames
{
    /// <summary>The node connection event that EdgeHub sends to the edge modules.</summary>
    public const string EdgeHub = "edgehub";

    /// <summary>What devices and applications published by MQTT.</summary>
    public const string Bus = "bus";

    /// <summary>Rule data for the MQTT side.</summary>
    public const string RouterEventBus = "router_eventbus";

    /// <summary>Rule data for the HTTP side.</summary>
    public const string RouterServiceBus = "router_servicebus";

    /// <summary>The original's edge manager; old clouds use it.</summary>
    public const string EdgeManager = "edgemgr";
}
