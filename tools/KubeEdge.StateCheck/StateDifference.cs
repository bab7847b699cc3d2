namespace KubeEdge.StateCheck;

/// <summary>What one side has and the other has not, or has differently.</summary>
internal static class StateDifference
{
    /// <summary>Lines in the manner of diff: <c>-</c> only in the cloud, <c>+</c> only at the edge, both where they differ.</summary>
    public static List<string> Between(IReadOnlyCollection<StateLine> cloud, IReadOnlyCollection<StateLine> edge)
    {
        var left = cloud.ToDictionary(line => line.Key, StringComparer.Ordinal);
        var right = edge.ToDictionary(line => line.Key, StringComparer.Ordinal);
        var difference = new List<string>();
        foreach (string key in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            bool inCloud = left.TryGetValue(key, out StateLine there);
            bool atEdge = right.TryGetValue(key, out StateLine here);
            if (inCloud && atEdge && there == here)
            {
                continue;
            }

            if (inCloud)
            {
                difference.Add($"- {there}");
            }

            if (atEdge)
            {
                difference.Add($"+ {here}");
            }
        }

        return difference;
    }
}
