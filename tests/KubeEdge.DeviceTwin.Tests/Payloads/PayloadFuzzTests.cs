using System.Text;
using System.Text.Json;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.Testing;

namespace KubeEdge.DeviceTwin.Tests.Payloads;

/// <summary>Payloads made of pieces of real ones, put together at random: the parser, the rules and the writer survive each.</summary>
public class PayloadFuzzTests
{
    private static readonly string[] _pieces =
    [
        "{", "}", "[", "]", ":", ",", "null", "true", "false", "0", "-1", "9223372036854775808", "1e3", "\"\"", "\"a\"", "\"b\"",
        "\"deleted\"", "\"int\"", "\"event_id\"", "\"timestamp\"", "\"twin\"", "\"expected\"", "\"actual\"", "\"value\"",
        "\"metadata\"", "\"type\"", "\"optional\"", "\"expected_version\"", "\"actual_version\"", "\"cloud\"", "\"edge\"",
        "\"attributes\"", "\"added_devices\"", "\"id\"", "\"\\ud800\"",
        "\"\u00e9\u2028<\"", "\u0000", "\\", " ",
    ];

    private const PayloadMembers All =
        PayloadMembers.Twin | PayloadMembers.State | PayloadMembers.Attributes | PayloadMembers.Membership | PayloadMembers.Devices;

    [Fact]
    public void Parse_RandomPieces_NeverThrows()
    {
        var seed = Effort.Seed;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < Effort.Of(20_000, 500_000); i++)
        {
            var pieces = Enumerable.Range(0, random.Next(40)).Select(_ => _pieces[random.Next(_pieces.Length)]);
            var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
            if (bytes.Length > 0 && random.Next(4) == 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            PayloadParser.Parse(bytes, All);
        }
    }

    [Fact]
    public void Apply_RandomUpdates_KeepTheTwinsWhole()
    {
        var seed = Effort.Seed;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        using var writer = new PayloadWriter();
        var twins = TwinSet.Empty;
        for (var i = 0; i < Effort.Of(30_000, 500_000); i++)
        {
            var json = $$"""{"twin":{{Map(random)}}}""";
            var payload = PayloadParser.Parse(Encoding.UTF8.GetBytes(json), PayloadMembers.Twin);
            Assert.True(payload.Error is null, json);
            var source = (UpdateSource)random.Next(3);
            var outcome = TwinRules.Apply(twins, payload.Twins!, source, 1_767_225_600_000, 6);
            Assert.True(outcome.Error is null || source == UpdateSource.Edge, $"seed {seed}, {i}: {json}");
            var changed = outcome.Changes.Where(static x => x.After is not null);
            twins = twins.With([.. changed.Select(static x => KeyValuePair.Create(x.Name, new StoredTwin(x.After!)))]);
            Check(twins);
            AssertJson(writer.Result("e", 1, outcome.Changes));
            AssertJson(writer.Document("e", 1, outcome.Changes));
            AssertJson(writer.Delta("e", 1, twins));
        }
    }

    private static void AssertJson(ReadOnlyMemory<byte> output) =>
        Assert.True(output.IsEmpty || JsonDocument.Parse(output).RootElement.ValueKind == JsonValueKind.Object);

    private static void Check(TwinSet twins)
    {
        Assert.InRange(twins.Count, 0, 6);
        for (var i = 0; i < twins.Count; i++)
        {
            Assert.True(i == 0 || string.CompareOrdinal(twins.Name(i - 1), twins.Name(i)) < 0);
            Assert.NotNull(twins[i].Twin.Type);
            Assert.NotNull(twins[i].Twin.Optional);
            Assert.True(twins[i].Twin.ActualVersion is not null || twins[i].Twin.Actual?.Value is null, "a value without a version");
        }
    }

    private static string Map(Random random)
    {
        var entries = Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{(char)('a' + random.Next(8))}\":{Entry(random)}");
        return "{" + string.Join(',', entries) + "}";
    }

    private static string Entry(Random random)
    {
        if (random.Next(6) == 0)
        {
            return "null";
        }

        string[] types = ["string", "int", "float", "boolean", "deleted", "other", ""];
        string[] values = ["1", "0.5", "true", "x", ""];
        var members = new List<string>();
        foreach (var half in new[] { "expected", "actual" })
        {
            if (random.Next(2) == 0)
            {
                var value = random.Next(10) == 0 ? string.Empty : $"\"value\":\"{values[random.Next(values.Length)]}\"";
                members.Add($"\"{half}\":{{{value}}}");
            }

            if (random.Next(2) == 0)
            {
                members.Add($"\"{half}_version\":{{\"cloud\":{random.Next(-1, 5)},\"edge\":{random.Next(-1, 5)}}}");
            }
        }

        if (random.Next(2) == 0)
        {
            members.Add($"\"metadata\":{{\"type\":\"{types[random.Next(types.Length)]}\"}}");
        }

        if (random.Next(4) == 0)
        {
            members.Add($"\"optional\":{(random.Next(2) == 0 ? "true" : "false")}");
        }

        return "{" + string.Join(',', members) + "}";
    }
}
