namespace KubeEdge.Mqtt.Topics;

/// <summary>One subscription of one subscriber. Never changed: a repeated SUBSCRIBE puts a new one in its place.</summary>
/// <param name="Subscriber">Who receives.</param>
/// <param name="Filter">What is matched.</param>
/// <param name="Options">What the client asked for; the quality of service is the granted one.</param>
internal sealed record Subscription(Subscriber Subscriber, TopicFilter Filter, MqttSubscription Options);
