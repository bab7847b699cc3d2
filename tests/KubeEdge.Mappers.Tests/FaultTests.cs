using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Tests.Support;
using KubeEdge.Shared.Dmi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeEdge.Mappers.Tests;

/// <summary>Devices that fail, and an edge core that is away, busy or another.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan _cycle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Device_HangsInConnect_TimesOutAndTheOtherIsServed()
    {
        await using var rig = new Rig();
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // It does not look at its token either.
        rig.World.At("bad").Before = async (_, _) =>
        {
            hung.TrySetResult();
            await new TaskCompletionSource().Task;
        };
        rig.Edge.Data.DeviceList.Add([Messages.Device("bad", "speed"), Messages.Device("good", "speed")]);
        await rig.StartAsync();

        Assert.Equal("factory/good speed=0()", await rig.Edge.NextReportAsync());
        Assert.Equal("online", (await rig.Edge.NextStateAsync()).State);
        await hung.Task.WaitAsync(Rig.Patience);
        rig.Time.Advance(_timeout);

        var state = await rig.Edge.NextStateAsync();
        Assert.Equal(("bad", "factory", "offline"), (state.DeviceName, state.DeviceNamespace, state.State));
        Assert.Contains("did not end within", rig.State.Devices.Single(device => device.Name == "bad").Fault, StringComparison.Ordinal);
        rig.World.At("bad").Before = (_, _) => Task.CompletedTask;

        // In steps, since the cycle of the other is as long as the pause, which may begin later.
        var read = rig.World.At("bad").UntilAsync("read speed");
        while (!read.IsCompleted)
        {
            rig.Time.Advance(_cycle);
            await Task.Yield();
        }

        await read;
    }

    [Fact]
    public async Task Device_ThreeReadsInARowFail_IsConnectedAnewLaterAndLater()
    {
        await using var rig = new Rig();
        var device = rig.World.At("p1");
        device.Before = (what, _) => what.StartsWith("read", StringComparison.Ordinal) ? throw new IOException("torn cable") : Task.CompletedTask;
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "a", "b", "c", "d"));
        await rig.StartAsync();

        foreach (var pause in new[] { 1, 2, 4 })
        {
            Assert.Equal("connect", await device.NextAsync());
            Assert.Equal("dispose", await device.NextAsync());
            await rig.PassAsync(TimeSpan.FromSeconds(pause));
        }

        Assert.Equal("connect", await device.NextAsync());
        Assert.Equal("offline", (await rig.Edge.NextStateAsync()).State);
        var health = await HealthAsync(rig);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("torn cable", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_WantsItsValuesPushed_IsServedAndWarnedOfOnce()
    {
        await using var rig = new Rig();
        var device = Messages.Device("p1", "a", "b", "c");
        device.Spec.Properties[0].PushMethod = new PushMethod { Mqtt = new PushMethodMQTT { Topic = "t" } };
        device.Spec.Properties[1].PushMethod = new PushMethod();
        device.Spec.Properties[2].PushMethod = new PushMethod { DbMethod = new DBMethod { Redis = new DBMethodRedis() } };
        rig.Edge.Data.DeviceList.Add(device);
        await rig.StartAsync();
        Assert.Equal("online", (await rig.Edge.NextStateAsync()).State);

        // Online is a new beginning for faults, not for this.
        var changed = device.Clone();
        changed.Spec.Properties[0].CollectCycle = 2000;
        Assert.True((await rig.CallAsync(DmiMethods.UpdateDevice, new UpdateDeviceRequest { Device = changed })).IsOk);

        // A server warns as well, of a machine that is slow.
        var warning = Assert.Single(rig.Warnings.Texts, static text => text.Contains("factory/p1", StringComparison.Ordinal));
        Assert.Contains("a, c", warning, StringComparison.Ordinal);
        Assert.Contains("pushMethod", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_ItsOnlyPropertyFails_IsNeverOnline()
    {
        await using var rig = new Rig();
        var device = rig.World.At("p1");
        device.Before = (what, _) => what == "connect" ? Task.CompletedTask : throw new IOException("torn cable");
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "a"));
        await rig.StartAsync();
        await device.UntilAsync("connect");

        await rig.PassAsync(_cycle);
        await rig.PassAsync(_cycle);

        await device.UntilAsync("dispose");
        Assert.Equal("offline", (await rig.Edge.NextStateAsync()).State);
    }

    [Fact]
    public async Task Property_OneFails_TheOthersGoOn()
    {
        await using var rig = new Rig();
        var device = rig.World.At("p1");
        device.Before = (what, _) => what == "read b" ? throw new FormatException("no number") : Task.CompletedTask;
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "a", "b", "c"));
        await rig.StartAsync();

        for (var round = 0; round < 5; round++)
        {
            await device.UntilAsync("read a");
            Assert.Equal("read c", await device.NextAsync());
            await rig.PassAsync(_cycle);
        }

        Assert.Equal("online", (await rig.Edge.NextStateAsync()).State);
    }

    [Fact]
    public async Task Edge_NotThereYet_IsTriedAgainAndAgain()
    {
        await using var rig = new Rig();
        await rig.StartAsync(withEdge: false);
        await rig.PassAsync(TimeSpan.FromMilliseconds(500));
        await rig.PassAsync(TimeSpan.FromSeconds(1));
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync(rig)).Status);

        await rig.Edge.StartAsync(rig.EdgeSocket);
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        await rig.Edge.NextRegistrationAsync();
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(rig)).Status);
    }

    [Fact]
    public async Task Edge_Restarted_IsRegisteredAtAndGetsTheNewestValuesOnly()
    {
        await using var rig = new Rig();
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "speed"));
        await rig.StartAsync();
        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());
        var other = await rig.ReplaceEdgeAsync();
        other.Data.DeviceList.Add(Messages.Device("p1", "speed"));

        rig.World.At("p1").Values["speed"] = "1";
        await rig.PassAsync(_cycle);
        await rig.Time.WaitForTimerAsync(TimeSpan.FromMilliseconds(500));
        await rig.Time.WaitForTimerAsync(_cycle);
        // Two changes while nobody listens: the next attempt to register is half a second away, the next read a second.
        rig.World.At("p1").Values["speed"] = "2";
        rig.Time.Advance(TimeSpan.FromMilliseconds(500));
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        rig.Time.Advance(TimeSpan.FromMilliseconds(500));
        await rig.World.At("p1").UntilAsync("read speed");
        await rig.World.At("p1").UntilAsync("read speed");
        await rig.World.At("p1").UntilAsync("read speed");

        // By the next wait, what it shows is there to be told.
        await rig.Time.WaitForTimerAsync(_cycle);
        await other.StartAsync(rig.EdgeSocket);
        rig.Time.Advance(TimeSpan.FromMilliseconds(500));

        await other.NextRegistrationAsync();
        Assert.Equal("factory/p1 speed=2()", await other.NextReportAsync());
        Assert.Equal("online", (await other.NextStateAsync()).State);
    }

    [Fact]
    public async Task Edge_NeverHeardOfStates_ReportsGoOnWithoutThem()
    {
        await using var rig = new Rig();
        rig.Edge.KnowsStates = false;
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "speed"));
        await rig.StartAsync();

        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());
        rig.World.At("p1").Values["speed"] = "1";
        await rig.PassAsync(_cycle);
        Assert.Equal("factory/p1 speed=1()", await rig.Edge.NextReportAsync());
    }

    [Theory]
    [InlineData(GrpcStatusCode.ResourceExhausted, "slow down")]
    [InlineData(GrpcStatusCode.Unknown, "fail to report device status because of too many request: p1")]
    public async Task Edge_HasTooMuch_IsToldAgainASecondLater(GrpcStatusCode code, string message)
    {
        await using var rig = new Rig();
        rig.Edge.OnReport = _ => new GrpcStatus(code, message);
        rig.Edge.Data.DeviceList.Add(Slow());
        await rig.StartAsync();
        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());

        rig.Edge.OnReport = _ => default;
        await rig.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());
    }

    [Fact]
    public async Task Edge_DoesNotTakeOneValue_TheOthersAreToldOneByOne()
    {
        await using var rig = new Rig();
        rig.Edge.OnReport = request => request.ReportedDevice.Twins.Any(twin => twin.Reported.Value == "a b")
            ? new GrpcStatus(GrpcStatusCode.InvalidArgument, "no blanks")
            : default;
        rig.World.At("p1").Values["bad"] = "a b";
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "bad", "one", "two"));
        await rig.StartAsync();

        var missing = new HashSet<string> { "one=0()", "two=0()" };
        while (missing.Count > 0)
        {
            var report = await rig.Edge.NextReportAsync();
            missing.RemoveWhere(value => !report.Contains("bad=", StringComparison.Ordinal) && report.Contains(value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Edge_DoesNotKnowTheDevice_IsToldAgainAfterTheNextRegistration()
    {
        await using var rig = new Rig();
        rig.Edge.OnReport = _ => new GrpcStatus(GrpcStatusCode.NotFound, "no such device");
        rig.Edge.Data.DeviceList.Add(Slow());
        await rig.StartAsync();
        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());
        rig.Edge.OnReport = _ => default;

        // Said once the report is put back; what comes back after a registration waits for the next one.
        using var limit = new CancellationTokenSource(Rig.Patience);
        while (!rig.Warnings.Texts.Any(static text => text.Contains("no such device", StringComparison.Ordinal)))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await rig.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());
    }

    [Fact]
    public async Task Edge_TwiceDoesNotNameADevice_ItIsLetGo()
    {
        await using var rig = new Rig();
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1"));
        await rig.StartAsync();
        await rig.World.At("p1").UntilAsync("connect");
        rig.Edge.Data.DeviceList.Clear();

        await rig.PassAsync(TimeSpan.FromSeconds(30));
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        Assert.Single(rig.State.Devices);
        await rig.PassAsync(TimeSpan.FromSeconds(30));

        await rig.World.At("p1").UntilAsync("dispose");
    }

    // Read once an hour, so that no other timer of the test is like it.
    private static Device Slow()
    {
        var device = Messages.Device("p1", "speed");
        device.Spec.Properties[0].CollectCycle = 3_600_000;
        return device;
    }

    private static async Task<HealthCheckResult> HealthAsync(Rig rig)
    {
        var checks = rig.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value;
        var check = Assert.Single(checks.Registrations);
        Assert.Equal("mapper-FakeDriver", check.Name);
        return await check.Factory(rig.Services).CheckHealthAsync(new HealthCheckContext { Registration = check });
    }
}
