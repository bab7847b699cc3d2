using System.Globalization;

namespace KubeEdge.Testing;

/// <summary>How much a test does: a little in every build, much in <c>eng/soak.sh</c>, which sets <c>KUBEEDGE_SOAK</c>.</summary>
internal static class Effort
{
    private static readonly bool _isSoak = Environment.GetEnvironmentVariable("KUBEEDGE_SOAK") is { Length: > 0 };

    /// <summary>The seed of this run; <c>KUBEEDGE_SEED</c> repeats one. A test that uses it prints it.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KUBEEDGE_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;

    /// <summary>A count.</summary>
    public static int Of(int inEveryBuild, int inSoak) => _isSoak ? inSoak : inEveryBuild;
}
