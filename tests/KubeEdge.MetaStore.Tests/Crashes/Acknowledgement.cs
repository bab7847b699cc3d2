using System.Globalization;

namespace KubeEdge.MetaStore.Tests.Crashes;

internal sealed record Acknowledgement(bool IsFull, string Name, ulong Version, long Revision)
{
    public static Acknowledgement Parse(string line)
    {
        var parts = line.Split(' ');
        var culture = CultureInfo.InvariantCulture;
        return new(parts[0] == "full", parts[1], ulong.Parse(parts[2], culture), long.Parse(parts[3], culture));
    }
}
