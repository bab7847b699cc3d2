namespace KubeEdge.Dmi.Tests.Conversion;

/// <summary>Objects with the names of devices and models, and anything as their values.</summary>
internal static class RandomJson
{
    private const int Deepest = 6;

    private static readonly string[] _names =
    [
        "spec", "properties", "protocol", "configData", "protocolConfigData", "visitors", "name", "desired", "value", "metadata", "methods",
        "pushMethod", "http", "dbMethod", "TDEngine", "redis", "status", "twins", "reportCycle", "propertyNames", "deviceModelRef", "port",
    ];

    private static readonly string[] _values =
        ["null", "true", "0", "-1", "1e400", "16777217", "0.1", "\"\"", "\"temp\"", "\"\\u0000\"", "\"ä\"", "9999999999999999999999"];

    public static string Object(Random random, int depth = 0) => $"{{{string.Join(',', Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        $"\"{_names[random.Next(_names.Length)]}\":{Value(random, depth + 1)}"))}}}";

    private static string Value(Random random, int depth) => (depth < Deepest ? random.Next(10) : 9) switch
    {
        < 5 => Object(random, depth),
        < 7 => $"[{Object(random, depth)},{Value(random, depth + 1)}]",
        _ => _values[random.Next(_values.Length)],
    };
}
