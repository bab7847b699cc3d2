using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>
/// Stock kubectl must print what it printed against a genuine server; see <c>Vectors/README.md</c>. Plays the recording of the client
/// that is installed; <c>KUBEEDGE_KUBECTL</c> names another one, <c>KUBEEDGE_GOLDEN_REPORT</c> a file for every difference,
/// <c>KUBEEDGE_GOLDEN_SCENARIO</c> the only scenario to play.
/// </summary>
public sealed class GoldenTests
{
    private static readonly bool _isReport = Environment.GetEnvironmentVariable("KUBEEDGE_GOLDEN_REPORT") is { Length: > 0 };
    private static readonly string? _only = Environment.GetEnvironmentVariable("KUBEEDGE_GOLDEN_SCENARIO");

    [Fact]
    public void Exceptions_NameOnlyRecordedCases() =>
        Assert.Empty(GoldenExceptions.Read().Keys.Except(GoldenRecording.Ids, StringComparer.Ordinal));

    [Fact]
    public async Task Scenarios_PrintTheSameAsAgainstKubernetes()
    {
        var program = Environment.GetEnvironmentVariable("KUBEEDGE_KUBECTL") is { Length: > 0 } named ? named : KubectlClient.Program;
        Assert.SkipWhen(program is null, KubectlClient.Missing);
        var minor = await MinorOfAsync(program);
        Assert.SkipWhen(minor is not (20 or 32), $"outputs are recorded with kubectl 1.20 and 1.32, this is 1.{minor}");
        var scenarios = GoldenRecording.ScenariosOf(minor).Where(rows => _only is null or "" || rows[0].Scenario == _only).ToList();

        var outcomes = await PlayAllAsync(scenarios, program, pace: 1, Math.Max(4, Environment.ProcessorCount * 2));
        await ReportAsync(outcomes);

        var listed = GoldenExceptions.Read();
        var surprises = Surprises(outcomes, listed);
        if (surprises.Count > 0 && _only is null or "" && !_isReport)
        {
            // Clients have time-outs of their own; what differs only while the machine is busy does not differ a second time, one after the
            // other and with longer waits.
            var again = scenarios.Where(rows => rows.Any(row => surprises.ContainsKey(row.Id))).ToList();
            var second = Surprises(await PlayAllAsync(again, program, pace: 3, atOnce: 1), listed);
            surprises = surprises.Where(surprise => second.ContainsKey(surprise.Key)).ToDictionary();
        }

        Assert.True(surprises.Count == 0, string.Join('\n', surprises.Values));
    }

    /// <summary>Cases that differ although they are not listed, and listed ones that do not, each with what to say about it.</summary>
    private static Dictionary<string, string> Surprises(IEnumerable<GoldenOutcome> outcomes, IReadOnlyDictionary<string, string> listed) =>
        outcomes.Where(outcome => IsSurprise(outcome, listed)).ToDictionary(
            outcome => outcome.Row.Id,
            outcome => outcome.IsSame ? $"{outcome.Row.Id} is equal now: take it off golden-exceptions.txt." : outcome.ToString());

    private static bool IsSurprise(GoldenOutcome outcome, IReadOnlyDictionary<string, string> listed) =>
        listed.TryGetValue(outcome.Row.Id, out var reason)
            ? outcome.IsSame && !reason.StartsWith(GoldenExceptions.AtTimes, StringComparison.Ordinal)
            : !outcome.IsSame;

    private static async Task<IReadOnlyList<GoldenOutcome>> PlayAllAsync(
        IReadOnlyList<IReadOnlyList<GoldenRow>> scenarios, string program, int pace, int atOnce)
    {
        var outcomes = new ConcurrentBag<GoldenOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(scenarios, options, async (rows, _) =>
        {
            foreach (var outcome in await GoldenPlayer.PlayAsync(rows, program, pace))
            {
                outcomes.Add(outcome);
            }
        });
        return [.. outcomes.OrderBy(outcome => outcome.Row.Id, StringComparer.Ordinal)];
    }

    private static async Task ReportAsync(IReadOnlyList<GoldenOutcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var area in outcomes.GroupBy(outcome => outcome.Row.Area, StringComparer.Ordinal).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"{area.Key,-12} {area.Count(outcome => outcome.IsSame),4} equal {area.Count(outcome => !outcome.IsSame),4} different");
        }

        text.AppendLine($"{"all",-12} {outcomes.Count(outcome => outcome.IsSame),4} equal {outcomes.Count(outcome => !outcome.IsSame),4} different");
        TestContext.Current.SendDiagnosticMessage("{0}", text.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(text.ToString());
        if (Environment.GetEnvironmentVariable("KUBEEDGE_GOLDEN_REPORT") is { Length: > 0 } path)
        {
            text.AppendJoin('\n', outcomes.Where(outcome => !outcome.IsSame));
            await File.WriteAllTextAsync(path, text.ToString());
        }
    }

    private static async Task<int> MinorOfAsync(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["version", "--client", "-o", "json"]) { RedirectStandardOutput = true });
        Assert.NotNull(process);
        var text = await process.StandardOutput.ReadToEndAsync().WaitAsync(TestServer.Patience);
        return int.Parse(JsonNode.Parse(text)?["clientVersion"]?["gitVersion"]?.GetValue<string>().Split('.')[1] ?? "0", provider: null);
    }
}
