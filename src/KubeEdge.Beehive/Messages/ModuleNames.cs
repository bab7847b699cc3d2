namespace KubeEdge.Beehive.Messages;

/// <summary>The names by which modules are addressed and, as a message's source, known to the peer. Spelled as the original does.</summary>
public static class ModuleNames
{
    /// <summary>EdgeHub, the edge end of the link; the original names it after its transport.</summary>
    public const string EdgeHub = "websocket";

    /// <summary>MetaManager, which keeps the edge's copy of the objects.</summary>
    public const string MetaManager = "metamanager";

    /// <summary>DeviceTwin.</summary>
    public const string DeviceTwin = "twin";

    /// <summary>Edged, which runs pods.</summary>
    public const string Edged = "edged";

    /// <summary>EventBus, the MQTT side.</summary>
    public const string EventBus = "eventbus";

    /// <summary>ServiceBus, the HTTP side.</summary>
    public const string ServiceBus = "servicebus";

    /// <summary>EdgeStream, the edge end of the tunnel.</summary>
    public const string EdgeStream = "edgestream";

    /// <summary>CloudHub, the cloud end of the link.</summary>
    public const string CloudHub = "cloudhub";

    /// <summary>The controller of pods, configmaps, secrets, nodes.</summary>
    public const string EdgeController = "edgecontroller";

    /// <summary>The controller of devices and device models.</summary>
    public const string DeviceController = "devicecontroller";

    /// <summary>The controller that serves the edge's API queries.</summary>
    public const string DynamicController = "dynamiccontroller";

    /// <summary>The controller that keeps the delivery records.</summary>
    public const string SyncController = "synccontroller";

    /// <summary>The controller of service-account policies.</summary>
    public const string PolicyController = "policycontroller";

    /// <summary>The router of rule data.</summary>
    public const string Router = "router";

    /// <summary>CloudStream, the cloud end of the tunnel.</summary>
    public const string CloudStream = "cloudStream";
}
