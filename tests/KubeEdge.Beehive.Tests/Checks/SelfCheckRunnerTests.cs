using KubeEdge.Beehive.Checks;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Beehive.Tests.Checks;

public sealed class SelfCheckRunnerTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_OneFails_SaysCauseAndRemedyAndGoesOn()
    {
        var output = new StringWriter { NewLine = "\n" };

        var good = await SelfCheckRunner.RunAsync(
            [
                new SelfCheck("first", () => CheckResult.Fail("it is broken", "mend it")),
                new SelfCheck("second", () => CheckResult.Warn("it is old", "renew it")),
                new SelfCheck("third", () => CheckResult.Skip("not there")),
                new SelfCheck("last", () => CheckResult.Pass("fine")),
            ],
            output,
            TimeProvider.System).WaitAsync(_limit);

        Assert.False(good);
        Assert.Equal(
            [
                "FAIL  first: it is broken",
                "      remedy: mend it",
                "warn  second: it is old",
                "      remedy: renew it",
                "skip  third: not there",
                "ok    last: fine",
                "1 failed.",
            ],
            output.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Run_NoneFails_IsGood()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new SelfCheckSource(_ => [new SelfCheck("one", () => CheckResult.Pass("fine"))]))
            .AddSingleton(new SelfCheckSource(_ => [new SelfCheck("two", () => CheckResult.Warn("old", "renew"))]))
            .BuildServiceProvider();
        var output = new StringWriter();

        Assert.True(await SelfCheckRunner.RunAsync(services, output).WaitAsync(_limit));
        Assert.Contains("All is well.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CheckThrows_IsAFailure()
    {
        var output = new StringWriter();

        var torn = new SelfCheck("odd", () => throw new IOException("torn"));

        Assert.False(await SelfCheckRunner.RunAsync([torn], output, TimeProvider.System).WaitAsync(_limit));
        Assert.Contains("odd: torn", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CheckNeverEnds_IsAFailureAfterItsTime()
    {
        var time = new ManualTimeProvider();
        var output = new StringWriter();
        var stuck = new SelfCheck("stuck", async token =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            return CheckResult.Pass("never");
        });

        var run = SelfCheckRunner.RunAsync([stuck], output, time);
        time.Advance(TimeSpan.FromSeconds(21));

        Assert.False(await run.WaitAsync(_limit));
        Assert.Contains("no answer within 20 s", output.ToString(), StringComparison.Ordinal);
    }
}
