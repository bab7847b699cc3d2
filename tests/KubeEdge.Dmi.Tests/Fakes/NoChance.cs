namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>Chance that always says the same, so that a test knows how long a pause is.</summary>
internal sealed class NoChance : Random
{
    public override double NextDouble() => 0;
}
