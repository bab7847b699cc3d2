using KubeEdge.Beehive.Checks;
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
            "FAIL  first: it is broken\n      remedy: mend it\nwarn  second: it is old\n      remedy: renew it\nskip  third: not there\nok    last: fine\n1 failed.\n",
            output.ToString());
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

        Assert.False(await SelfCheckRunner.RunAsync([new SelfCheck("odd", () => throw new IOException("torn"))], output, TimeProvider.System).WaitAsync(_limit));
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
