namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>What left the module: for MQTT clients by topic, for the cloud by resource.</summary>
internal sealed record Published(string Topic, string Payload);
