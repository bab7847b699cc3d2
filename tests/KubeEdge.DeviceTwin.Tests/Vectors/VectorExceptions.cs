namespace KubeEdge.DeviceTwin.Tests.Vectors;

/// <summary>In what we differ from the recordings, and why: lines of vector, kind, place and reason. Each must be needed.</summary>
internal sealed class VectorExceptions
{
    private readonly Dictionary<(string Kind, string Place), bool> _used;

    private VectorExceptions(Dictionary<(string, string), bool> used) => _used = used;

    public static VectorExceptions For(string vector)
    {
        var used = new Dictionary<(string, string), bool>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "VectorExceptions.txt")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split('\t');
                Assert.True(parts.Length == 4 && parts[3].Length > 0, $"four parts, the last a reason: {line}");
                if (parts[0].Split(' ').Contains(vector))
                {
                    used[(parts[1], parts[2])] = false;
                }
            }
        }

        return new(used);
    }

    public bool Covers(string kind, string place)
    {
        if (!_used.ContainsKey((kind, place)))
        {
            return false;
        }

        _used[(kind, place)] = true;
        return true;
    }

    public void AssertAllUsed() => Assert.Empty(_used.Where(static use => !use.Value).Select(static use => use.Key));
}
