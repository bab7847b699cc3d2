using System.Text;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.DeviceTwin.Tests.Objects;

public class ObjectUpdatesTests
{
    private static readonly DeviceId _thermo = DeviceId.Parse("plant/thermo");
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Object_New_MakesADeviceWithExpectedValues()
    {
        await using var rig = await TwinRig.StartAsync();
        await ModelAsync(rig);
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21"}},{"name":"mode","desired":{"value":""}}""");
        var twin = (await WaitAsync(rig, static device => device is not null))!.Twins;
        Assert.Equal(("21", "int"), (twin["target"].Desired, twin["target"].Type));
        Assert.False(twin.ContainsKey("mode"));
        var topics = (await rig.PublishedAsync()).Select(static item => item.Topic).ToArray();
        Assert.Equal(
            [
                "$hw/events/node/edge-node-1/membership/updated",
                "$hw/events/device/thermo/twin/update/document",
                "$hw/events/device/thermo/twin/update/delta",
            ],
            topics);
        rig.Connect();
        var told = Encoding.UTF8.GetString(Assert.Single(rig.Upstream()).Content.ToData().Span);
        Assert.Contains("\"expected_version\":{\"cloud\":5,\"edge\":0}", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_DesiredChanged_WinsOverTheEdgeAndIsToldAsDelta()
    {
        await using var rig = await TwinRig.StartAsync();
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21"}}""");
        await WaitAsync(rig, static device => device is not null);
        await rig.UpdateAsync("plant/thermo", """{"target":{"expected":{"value":"30"},"actual":{"value":"21"}}}""");
        await rig.PublishedAsync();

        // The object comes again, for its status for instance: what was set on site stays.
        await PutAsync(rig, 6, """{"name":"target","desired":{"value":"21"}}""");
        await PutAsync(rig, 7, """{"name":"target","desired":{"value":"22"}}""");
        var device = await WaitAsync(rig, static device => device?.Twins["target"].Desired != "30");
        Assert.Equal("22", device!.Twins["target"].Desired);
        Assert.Contains(await rig.PublishedAsync(), static item =>
            item.Topic == "$hw/events/device/plant/thermo/twin/update/delta"
            && item.Payload.Contains("\"delta\":{\"target\":\"22\"}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Object_ChangedWhileDown_IsSeenAtTheStart()
    {
        await using var rig = await TwinRig.StartAsync();
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21"}}""");
        await WaitAsync(rig, static device => device is not null);
        await rig.RestartAsync();
        await rig.UpdateAsync("plant/thermo", """{"target":{"expected":{"value":"30"}}}""");
        await rig.RestartAsync();
        Assert.Equal("30", (await rig.Twins.GetAsync(_thermo))!.Twins["target"].Desired);
        await PutAsync(rig, 8, """{"name":"target","desired":{"value":"23"}}""");
        await WaitAsync(rig, static device => device?.Twins["target"].Desired == "23");
    }

    [Fact]
    public async Task Object_DesiredGone_IsNotExpectedAnyMore()
    {
        await using var rig = await TwinRig.StartAsync();
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21"}}""");
        await WaitAsync(rig, static device => device is not null);
        await PutAsync(rig, 6, """{"name":"target"}""");
        var device = await WaitAsync(rig, static device => device?.Twins["target"].Desired is null);
        Assert.False(device!.Twins["target"].Differs);
    }

    [Fact]
    public async Task Object_ValueThatItsModelDoesNotAllow_IsLeftOut()
    {
        await using var rig = await TwinRig.StartAsync();
        await ModelAsync(rig);
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"warm"}},{"name":"note","desired":{"value":"with blanks"}}""");
        var device = await WaitAsync(rig, static device => device is not null);
        Assert.Equal(["note"], device!.Twins.Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Object_ItsModelIsCorrected_TheValueIsTaken(bool restarts)
    {
        await using var rig = await TwinRig.StartAsync();
        await ModelAsync(rig);
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21.5"}}""");
        await WaitAsync(rig, static device => device is not null);
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);

        await ModelAsync(rig, "DOUBLE", 6);
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);
        await WaitAsync(rig, static device => device!.Twins.GetValueOrDefault("target")?.Desired == "21.5");
    }

    /// <summary>What stood before the refused value is still the object's, and goes with it.</summary>
    [Fact]
    public async Task Object_RefusedValueIsWithdrawn_TheOneBeforeIsNotExpectedAnyMore()
    {
        await using var rig = await TwinRig.StartAsync();
        await ModelAsync(rig);
        await PutAsync(rig, 5, """{"name":"target","desired":{"value":"21"}}""");
        await WaitAsync(rig, static device => device is not null);
        await PutAsync(rig, 6, """{"name":"target","desired":{"value":"warm"}},{"name":"seen","desired":{"value":"1"}}""");
        var device = await WaitAsync(rig, static device => device!.Twins.ContainsKey("seen"));
        Assert.Equal("21", device!.Twins["target"].Desired);
        await PutAsync(rig, 7, string.Empty);
        await WaitAsync(rig, static device => device!.Twins["target"].Desired is null);
    }

    [Fact]
    public async Task Object_MoreThanTheMaximum_IsTakenWhenThereIsRoom()
    {
        var maximum = 1;
        await using var rig = await TwinRig.StartAsync(options => options.MaximumTwins = maximum);
        await PutAsync(rig, 5, """{"name":"a","desired":{"value":"1"}},{"name":"b","desired":{"value":"2"}}""");
        var device = await WaitAsync(rig, static device => device is not null);
        Assert.Equal(["a"], device!.Twins.Keys);
        maximum = 2;
        await rig.RestartAsync();
        await WaitAsync(rig, static device => device!.Twins.GetValueOrDefault("b")?.Desired == "2");
    }

    [Fact]
    public async Task Object_Deleted_RemovesTheDevice()
    {
        await using var rig = await TwinRig.StartAsync();
        await PutAsync(rig, 5, string.Empty);
        await WaitAsync(rig, static device => device is not null);
        await rig.PublishedAsync();
        var batch = new StoreBatch();
        batch.Delete(new ResourceKey("devices.kubeedge.io", "devices", "plant", "thermo"));
        await rig.Store.CommitAsync(batch, Durability.Normal);
        await WaitAsync(rig, static device => device is null);
        Assert.Contains("\"removed_devices\":[{", Assert.Single(await rig.PublishedAsync()).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_OfADeviceThatAnOldCloudNamedWithoutNamespace_IsTheSameDevice()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("thermo");
        await rig.UpdateAsync("thermo", """{"a":{"actual":{"value":"1"}}}""");
        await PutAsync(rig, 5, string.Empty);
        var device = await WaitAsync(rig, static device => device is not null);
        Assert.Equal("1", device!.Twins["a"].Reported);
        await rig.UpdateAsync("thermo", """{"a":{"actual":{"value":"2"}}}""");
        await rig.RestartAsync();
        Assert.Equal("2", Assert.Single(await rig.Twins.ListAsync()).Twins["a"].Reported);
        rig.Connect();
        Assert.Equal("device/thermo/twin/edge_updated", Assert.Single(rig.Upstream()).Route.Resource);
    }

    /// <summary>Each look waits for the module, so this goes on as it does; the last one, for what it says of what was seen.</summary>
    private static async Task<DeviceState?> WaitAsync(TwinRig rig, Predicate<DeviceState?> wanted)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.PassAsync();
            var device = await rig.Twins.GetAsync(_thermo, limit.Token);
            if (wanted(device))
            {
                await rig.PassAsync();
                return device;
            }
        }
    }

    private static Task ModelAsync(TwinRig rig, string type = "INT", int version = 4) => PutAsync(
        rig,
        "devicemodels",
        "model",
        version,
        $$$"""
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"DeviceModel",
         "metadata":{"name":"model","namespace":"plant","resourceVersion":"{{{version}}}"},
         "spec":{"properties":[{"name":"target","type":"{{{type}}}"}]}}
        """);

    private static Task PutAsync(TwinRig rig, int version, string properties) => PutAsync(
        rig,
        "devices",
        "thermo",
        version,
        $$$"""
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device",
         "metadata":{"name":"thermo","namespace":"plant","resourceVersion":"{{{version}}}"},
         "spec":{"deviceModelRef":{"name":"model"},"properties":[{{{properties}}}]}}
        """);

    private static async Task PutAsync(TwinRig rig, string resource, string name, int version, string json)
    {
        var batch = new StoreBatch();
        batch.Put(new ResourceKey("devices.kubeedge.io", resource, "plant", name), "u", (ulong)version, Encoding.UTF8.GetBytes(json));
        Assert.Equal(CommitStatus.Committed, (await rig.Store.CommitAsync(batch, Durability.Normal)).Status);
    }
}
