namespace KubeEdge.Mqtt.Tests.Client;

/// <summary>Always the middle, so that a test knows how long a delay is.</summary>
internal sealed class EvenRandom : Random
{
    public override double NextDouble() => 0.5;
}
