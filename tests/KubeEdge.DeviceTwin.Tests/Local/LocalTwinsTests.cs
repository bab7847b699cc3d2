using System.Globalization;
using KubeEdge.DeviceTwin.Tests.Fakes;

namespace KubeEdge.DeviceTwin.Tests.Local;

public class LocalTwinsTests
{
    private static readonly DeviceId _x = DeviceId.Parse("x");
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Report_OfALocalDevice_IsStoredAndToldToClients()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"));
        Assert.Equal(TwinReportStatus.Stored, (await rig.Twins.ReportAsync(_x, "temperature", 21.5)).Status);
        Assert.Contains(await rig.PublishedAsync(), static item => item.Topic == "$hw/events/device/x/twin/update/document");

        await rig.RestartAsync();
        var device = Assert.Single(await rig.Twins.ListAsync());
        Assert.True(device.Twins["temperature"].TryGetReported(out double value));
        Assert.Equal(21.5, value);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-0.1)]
    [InlineData(double.MaxValue)]
    [InlineData(5e-324)]
    public async Task Report_AnyNumber_ReadsTheSameInAnyCulture(double value)
    {
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"));
        CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = "," } };
        Assert.True((await rig.Twins.ReportAsync(_x, "v", value)).IsStored);
        Assert.True((await rig.Twins.GetAsync(_x))!.Twins["v"].TryGetReported(out double read));
        Assert.Equal(value, read);
    }

    [Fact]
    public async Task Report_TypedValues_ReadBack()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"));
        await rig.Twins.ReportAsync(_x, "n", long.MinValue);
        await rig.Twins.ReportAsync(_x, "f", true);
        await rig.Twins.ReportAsync(_x, "t", "text");
        var twins = (await rig.Twins.GetAsync(_x))!.Twins;
        Assert.True(twins["n"].TryGetReported(out long number) && number == long.MinValue);
        Assert.True(twins["f"].TryGetReported(out bool flag) && flag);
        Assert.False(twins["t"].TryGetReported(out double _));
        Assert.Equal("text", twins["t"].Reported);
    }

    [Fact]
    public async Task Report_WhatMayNotBe_SaysWhy()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"));
        Assert.Equal(TwinReportStatus.UnknownDevice, (await rig.Twins.ReportAsync(DeviceId.Parse("y"), "a", "1")).Status);
        var refused = await rig.Twins.ReportAsync(_x, new Dictionary<string, string> { ["a"] = "1", ["b"] = "a blank" });
        Assert.Equal(TwinReportStatus.Invalid, refused.Status);
        Assert.NotNull(refused.Reason);
        Assert.Empty((await rig.Twins.GetAsync(_x))!.Twins);
        Assert.Equal(TwinReportStatus.Invalid, (await rig.Twins.ReportStateAsync(_x, "busy")).Status);
        Assert.True((await rig.Twins.ReportStateAsync(_x, "online")).IsStored);
        Assert.Equal("online", (await rig.Twins.GetAsync(_x))!.State);
    }

    [Fact]
    public async Task Report_MoreTwinsThanAllowed_IsRefused()
    {
        await using var rig = await TwinRig.StartAsync(static options =>
        {
            options.LocalDevices.Add("x");
            options.MaximumTwins = 2;
        });
        await rig.Twins.ReportAsync(_x, "a", "1");
        await rig.Twins.ReportAsync(_x, "b", "1");
        Assert.Equal(TwinReportStatus.Invalid, (await rig.Twins.ReportAsync(_x, "c", "1")).Status);
        Assert.True((await rig.Twins.ReportAsync(_x, "a", "2")).IsStored);
    }

    [Fact]
    public async Task Add_MoreDevicesThanAllowed_IsLeftOut()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.MaximumDevices = 2);
        foreach (var device in new[] { "a", "b", "c" })
        {
            await rig.AddAsync(device);
        }

        Assert.Equal(2, (await rig.Twins.ListAsync()).Count);
    }

    [Fact]
    public async Task Desired_DifferencesFirst_ThenTheLatestOfEach()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"));
        await rig.UpdateAsync("x", """{"a":{"expected":{"value":"1"}},"b":{"expected":{"value":"1"},"actual":{"value":"1"}}}""");
        using var stop = new CancellationTokenSource();
        await using var changes = rig.Twins.DesiredAsync(_x, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal(new DesiredChange("a", "1", "string"), await NextAsync(changes));

        for (var i = 2; i <= 5; i++)
        {
            await rig.UpdateAsync("x", $$$$"""{"b":{"expected":{"value":"{{{{i}}}}"}}}""");
        }

        Assert.Equal(new DesiredChange("b", "5", "string"), await NextAsync(changes));
        await rig.UpdateAsync("x", """{"c":{"actual":{"value":"1"}}}""");
        await rig.UpdateAsync("x", """{"c":{"expected":{"value":"9"},"metadata":{"type":"string"}}}""");
        var last = await NextAsync(changes);
        Assert.True(last.TryGet(out long number) && number == 9);
    }

    private static async Task<DesiredChange> NextAsync(IAsyncEnumerator<DesiredChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(_patience));
        return changes.Current;
    }
}
