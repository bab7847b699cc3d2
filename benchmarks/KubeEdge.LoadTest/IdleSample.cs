using System.Globalization;

namespace KubeEdge.LoadTest;

/// <summary>One start of EdgeCore.</summary>
/// <param name="Up">Until the cloud has its link.</param>
/// <param name="Resident">Memory in MB.</param>
/// <param name="Private">Of it, anonymous.</param>
/// <param name="Compiled">Of it, shared by name: what the runtime compiles.</param>
internal readonly record struct IdleSample(TimeSpan Up, double Resident, double Private, double Compiled)
{
    /// <summary>Reads what Linux says about a process.</summary>
    public static IdleSample Of(int process, TimeSpan up)
    {
        string[] lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"));
        return new(up, Megabytes(lines, "VmRSS:"), Megabytes(lines, "RssAnon:"), Megabytes(lines, "RssShmem:"));
    }

    private static double Megabytes(string[] lines, string name)
    {
        string line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^" kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
