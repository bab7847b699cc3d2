namespace KubeEdge.Mqtt.Topics;

/// <summary>Who receives what is published on one topic; good for one version of the subscription tree.</summary>
internal sealed record Route(long Version, RouteTarget[] Targets, SharedGroup[] Groups);
