using KubeEdge.Beehive.Modules;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Beehive.Tests.Modules;

public sealed class ModuleStatesTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Current_ModuleThatFailsTwiceThenRuns_TellsEachStep()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new ScriptedModule("m", async (run, _, stopping) =>
        {
            if (run <= 2)
            {
                throw new InvalidOperationException($"run {run}");
            }

            running.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        });
        using IHost host = Build(module);
        await host.StartAsync().Soon();
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        ModuleState first = State(host);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        ModuleState second = State(host);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await running.Task.Soon();
        ModuleState third = State(host);
        await host.StopAsync().Soon();

        Assert.Equal((ModulePhase.Restarting, 1, "run 1"), (first.Phase, first.FailuresInARow, first.LastFailure?.Message));
        Assert.Equal((ModulePhase.Restarting, 2, "run 2"), (second.Phase, second.FailuresInARow, second.LastFailure?.Message));
        Assert.Equal((ModulePhase.Running, 2, _clock.GetUtcNow()), (third.Phase, third.FailuresInARow, third.Since));
        Assert.Equal(ModulePhase.Ended, State(host).Phase);
    }

    [Fact]
    public async Task Current_ModuleThatReturns_HasEnded()
    {
        using IHost host = Build(new ScriptedModule("m", static (_, _, _) => Task.CompletedTask));
        await host.StartAsync().Soon();
        await host.StopAsync().Soon();

        Assert.Equal((ModulePhase.Ended, (Exception?)null), (State(host).Phase, State(host).LastFailure));
    }

    private static ModuleState State(IHost host) => Assert.Single(host.Services.GetRequiredService<IModuleStates>().Current);

    private IHost Build(ScriptedModule module)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddBeehive();
        builder.Services.AddSingleton<Module>(module);
        return builder.Build();
    }
}
