using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive.Tests.Checks;

public sealed class ModulesCheckTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Exception _fault = new InvalidOperationException("no disk");

    [Theory]
    [InlineData(ModulePhase.Running, 0, 0, CheckStatus.Passed)]
    [InlineData(ModulePhase.Registered, 0, 0, CheckStatus.Passed)]
    [InlineData(ModulePhase.Ended, 0, 0, CheckStatus.Failed)]
    [InlineData(ModulePhase.Restarting, 1, 0, CheckStatus.Warning)]
    [InlineData(ModulePhase.Restarting, 3, 100, CheckStatus.Failed)]
    [InlineData(ModulePhase.Running, 2, 1, CheckStatus.Passed)]
    [InlineData(ModulePhase.Running, 3, 29, CheckStatus.Failed)]
    [InlineData(ModulePhase.Running, 3, 30, CheckStatus.Passed)]
    public void Run_OneModule_IsJudgedByPhaseAndFailures(ModulePhase phase, int failures, int secondsAgo, CheckStatus expected)
    {
        ModuleState[] states =
        [
            new("hub", ModulePhase.Running, _now), new("twin", phase, _now.AddSeconds(-secondsAgo), failures, failures > 0 ? _fault : null),
        ];

        Assert.Equal(expected, ModulesCheck.Run(states, _now).Status);
    }

    [Fact]
    public void Run_OneHasEnded_SaysWhichAndWhy()
    {
        CheckResult found = ModulesCheck.Run([new ModuleState("twin", ModulePhase.Ended, _now, 1, _fault)], _now);

        Assert.Equal("module twin has ended (no disk)", found.Finding);
        Assert.NotNull(found.Remedy);
    }
}
