using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive.Tests.Modules;

public sealed class ModuleHostTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Start_ModuleThatSendsInItsFirstStatement_ReachesTheOther()
    {
        var arrived = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        var early = new ScriptedModule("early", async (_, context, stopping) =>
        {
            var message = context.Messages.New(new MessageRoute("early", null, "r", Operations.Update), MessageContent.Text("hello"));
            Assert.Equal(SendStatus.Sent, await context.Bus.SendAsync("late", message, stopping));
        });
        var late = new ScriptedModule("late", async (_, context, stopping) => arrived.SetResult(await context.Inbox.ReadAsync(stopping)));
        using var host = Build(null, early, late);

        await host.StartAsync().Soon();

        Assert.True((await arrived.Task.Soon()).Content.IsText("hello"));
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Run_ModuleFails_RestartsAfterGrowingPausesAndKeepsItsInbox()
    {
        var recovered = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new ScriptedModule("m", async (run, context, stopping) =>
        {
            if (run <= 7)
            {
                throw new InvalidOperationException($"run {run}");
            }

            recovered.SetResult(await context.Inbox.ReadAsync(stopping));
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        });
        using var host = Build(null, module);
        await host.StartAsync().Soon();
        var bus = host.Services.GetRequiredService<IMessageBus>();
        var sent = host.Services.GetRequiredService<MessageFactory>().New(default, default);
        Assert.Equal(SendStatus.Sent, await bus.SendAsync("m", sent).Soon());

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(seconds));
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Same(sent, await recovered.Task.Soon());
        Assert.Equal(8, module.Runs);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Run_AlwaysWithTwoRetries_RunsThreeTimesThenCloses()
    {
        var policy = new RestartPolicy { Condition = RestartCondition.Always, Retries = 2, Growth = 1 };
        var module = new ScriptedModule("m", (_, _, _) => Task.CompletedTask, policy);
        using var host = Build(null, module);
        await host.StartAsync().Soon();
        var closed = Closed(host, "m");

        for (var i = 0; i < 2; i++)
        {
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await closed;
        Assert.Equal(3, module.Runs);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Run_OnFailureWithOneFailure_RunsTwice()
    {
        var module = new ScriptedModule("m", (run, _, _) => run == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask);
        using var host = Build(null, module);
        await host.StartAsync().Soon();
        var closed = Closed(host, "m");

        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        await closed;
        Assert.Equal(2, module.Runs);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Run_StableForLong_StartsItsPausesAnew()
    {
        using var started = new SemaphoreSlim(0);
        using var work = new SemaphoreSlim(0);
        var module = new ScriptedModule("m", async (run, _, stopping) =>
        {
            started.Release();
            await work.WaitAsync(stopping);
            throw new InvalidOperationException($"run {run}");
        });
        using var host = Build(null, module);
        await host.StartAsync().Soon();
        foreach (var seconds in new[] { 1, 2 })
        {
            await started.WaitAsync().Soon();
            work.Release();
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(seconds));
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        await started.WaitAsync().Soon();
        _clock.Advance(TimeSpan.FromMinutes(5));
        work.Release();

        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Stop_Always_SignalsFirstAndWaitsUntilModulesHaveDrained()
    {
        var drained = 0;
        var module = new ScriptedModule("m", async (run, context, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (context.Inbox.TryRead(out _))
            {
                await Task.Yield();
                drained++;
            }
        });
        using var host = Build(null, module);
        await host.StartAsync().Soon();
        var messages = host.Services.GetRequiredService<MessageFactory>();
        for (var i = 0; i < 100; i++)
        {
            await host.Services.GetRequiredService<IMessageBus>().SendAsync("m", messages.New(default, default)).Soon();
        }

        await host.StopAsync().Soon();

        Assert.Equal(100, drained);
    }

    [Fact]
    public async Task Stop_ModuleThatDoesNotEnd_IsLeftAfterTheLimitAndNamed()
    {
        var log = new LogCollector();
        var release = new TaskCompletionSource();
        var stuck = new ScriptedModule("stuck", (_, _, _) => release.Task);
        using var host = Build(log, stuck);
        await host.StartAsync().Soon();

        var stop = host.StopAsync();
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10));

        await stop.Soon();
        Assert.Contains(log.Lines, line => line.Contains("have not ended: stuck", StringComparison.Ordinal));
        release.SetResult();
    }

    [Fact]
    public async Task Stop_ModuleThatFailsWhileStopping_EndsQuietly()
    {
        var log = new LogCollector();
        var failing = new ScriptedModule("failing", async (_, _, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("at the end");
        });
        using var host = Build(log, failing);
        await host.StartAsync().Soon();

        await host.StopAsync().Soon();

        Assert.Contains(log.Lines, line => line.Contains("failing failed while it was being stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_TwoModulesOfOneName_Fails()
    {
        using var host = Build(null, new IdleModule(), new IdleModule());

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().Soon());
    }

    [Fact]
    public async Task Start_OptionsThatCannotWork_NamesEach()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddBeehive(options =>
        {
            options.InboxCapacity = 0;
            options.RequestTimeout = options.ShutdownTimeout = TimeSpan.Zero;
        });
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Soon());
        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void AddModule_Twice_AddsOne()
    {
        var services = new ServiceCollection();
        services.AddModule<IdleModule>().AddModule<IdleModule>();
        using var provider = services.BuildServiceProvider();

        Assert.IsType<IdleModule>(Assert.Single(provider.GetServices<Module>()));
        Assert.Single(provider.GetServices<IHostedService>());
    }

    // The inbox of a module is closed when the module has ended for good.
    private static Task Closed(IHost host, string module) =>
        host.Services.GetRequiredService<MessageBus>().Inboxes.Single(inbox => inbox.Name == module).Reader.Completion.Soon();

    private IHost Build(LogCollector? log, params Module[] modules)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Services.AddSingleton<TimeProvider>(_clock);
        foreach (var module in modules)
        {
            builder.Services.AddSingleton(module);
        }

        builder.Services.AddBeehive();
        return builder.Build();
    }
}
