namespace KubeEdge.DeviceTwin.Twins;

/// <summary>Who changes a twin; it decides whose version counts.</summary>
internal enum UpdateSource
{
    /// <summary>The device or a program on site: always taken, counts the edge's version up.</summary>
    Edge,

    /// <summary>A twin message of the cloud: taken when it knows the newest versions.</summary>
    Cloud,

    /// <summary>
    /// A Device object that somebody changed: always taken, brings the object's version along. The cloud is told, so that its status shows
    /// what the node knows.
    /// </summary>
    DeviceObject,
}
