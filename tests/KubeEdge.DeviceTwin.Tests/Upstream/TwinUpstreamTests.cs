using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.DeviceTwin.Upstream;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.DeviceTwin.Tests.Upstream;

public class TwinUpstreamTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Offline_ManyChanges_LeaveTheLastOfEach(bool restarts)
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        for (var round = 0; round < 5; round++)
        {
            for (var key = 0; key < 10; key++)
            {
                await rig.UpdateAsync("x", $$$$"""{"k{{{{key}}}}":{"actual":{"value":"{{{{round}}}}"}}}""");
            }
        }

        await (restarts ? rig.RestartAsync() : Task.CompletedTask);
        rig.Connect();
        var twins = TwinsOf(Assert.Single(rig.Upstream()));
        Assert.Equal(10, twins.Count);
        Assert.All(twins, static twin => Assert.Equal("4", twin.Value!["actual"]!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Unconfirmed_IsRepeatedWithGrowingPauses_AndTheSameId()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        var first = Assert.Single(rig.Upstream());
        foreach (var pause in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Assert.Empty(rig.Upstream());
            rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(first.Header.Id, Assert.Single(rig.Upstream()).Header.Id);
        }
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Unconfirmed_TheTimeOfDayIsSet_IsRepeatedWhenItWould(int days)
    {
        var clock = new ManualTimeProvider();
        var wall = new WallClock(clock);
        await using var rig = await TwinRig.StartAsync(services: services => services.AddSingleton<TimeProvider>(wall));
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        Assert.Single(rig.Upstream());

        wall.Shift = TimeSpan.FromDays(days);

        Assert.False(rig.Get<TwinUpstream>().TryTake(out _, out _, out var wait));
        Assert.Equal(_second, wait);
        clock.Advance(_second);
        Assert.Single(rig.Upstream());
    }

    [Fact]
    public async Task Changed_WhileUnconfirmed_WaitsAMomentAndCarriesTheNewest()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        var first = Assert.Single(rig.Upstream());
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"2"}}}""");
        rig.Clock.Advance(_moment - TimeSpan.FromMilliseconds(1));
        Assert.Empty(rig.Upstream());
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = Assert.Single(rig.Upstream());
        Assert.Equal("2", TwinsOf(second)["a"]!["actual"]!["value"]!.GetValue<string>());

        // The late confirmation of the older message is about nothing any more.
        await rig.ConfirmAsync(first);
        rig.Clock.Advance(_second);
        Assert.Equal(second.Header.Id, Assert.Single(rig.Upstream()).Header.Id);
        await rig.ConfirmAsync(second);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(rig.Upstream());
    }

    [Fact]
    public async Task Changed_WhileTheLinkHasTheMessage_FollowsAMomentLater()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        var upstream = rig.Get<TwinUpstream>();
        Assert.True(upstream.TryTake(out var message, out var backlog, out _));
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"2"}}}""");
        upstream.Settle(backlog, message, UpstreamOutcome.Written);
        Assert.Empty(rig.Upstream());
        rig.Clock.Advance(_moment);
        Assert.Equal("2", TwinsOf(Assert.Single(rig.Upstream()))["a"]!["actual"]!["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Confirmed_ThenRestarted_IsNotSentAgain(bool confirms)
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect(WireGeneration.Current);
        await rig.AddAsync("default/x");
        await rig.UpdateAsync("default/x", """{"a":{"actual":{"value":"1"}}}""");
        await rig.MqttAsync("$hw/events/device/default/x/state/update", """{"state":"ok"}""");
        foreach (var message in rig.Upstream())
        {
            await (confirms ? rig.ConfirmAsync(message) : Task.CompletedTask);
        }

        await rig.RestartAsync();
        Assert.Equal(confirms ? 0 : 2, rig.Upstream().Count);
    }

    [Fact]
    public async Task State_ToAnOldCloud_IsDoneWhenWritten()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect(WireGeneration.Release115);
        await rig.AddAsync("x");
        await rig.MqttAsync("$hw/events/device/x/state/update", """{"state":"online"}""");
        Assert.Single(rig.Upstream());
        await rig.AddAsync("y");
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(rig.Upstream());
    }

    [Fact]
    public async Task State_TellsHowLongTheOldestIsUnconfirmed()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.AddAsync("y");
        Assert.Equal(new DeviceTwinStatus(2, 0, null, null), rig.Get<IDeviceTwinState>().Current);

        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"2"}}}""");
        await rig.UpdateAsync("y", """{"a":{"actual":{"value":"1"}}}""");
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new DeviceTwinStatus(2, 2, TimeSpan.FromSeconds(15), null), rig.Get<IDeviceTwinState>().Current);

        await rig.ConfirmAsync(rig.Upstream().Single(static message => message.Route.Resource.Contains("/x/", StringComparison.Ordinal)));
        Assert.Equal(new DeviceTwinStatus(2, 1, TimeSpan.FromSeconds(5), null), rig.Get<IDeviceTwinState>().Current);
    }

    [Fact]
    public async Task Confirmation_OfAnUnknownMessage_IsIgnored()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        await rig.ConfirmAsync(rig.New(new MessageRoute("test", null, "test", "test"), MessageContent.Null));
        Assert.Single(rig.Upstream());
    }

    [Fact]
    public async Task NotWritten_LeavesWithTheNextLinkUnderTheSameId()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        var upstream = rig.Get<TwinUpstream>();
        Assert.True(upstream.TryTake(out var message, out var backlog, out _));
        upstream.Settle(backlog, message, UpstreamOutcome.NotWritten);
        Assert.Equal(message.Header.Id, Assert.Single(rig.Upstream()).Header.Id);
    }

    [Theory]
    [InlineData(WireGeneration.Release115, "device/x/twin/edge_updated")]
    [InlineData(WireGeneration.Current, "device/default/x/twin/edge_updated")]
    public async Task Resource_FollowsTheCloudsGeneration(WireGeneration wire, string resource)
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect(wire);
        await rig.AddAsync(wire == WireGeneration.Current ? "x" : "default/x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        Assert.Equal(resource, Assert.Single(rig.Upstream()).Route.Resource);
    }

    [Fact]
    public async Task ManyTwins_LeaveInParts()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        var entries = Enumerable.Range(0, 600).Select(static i => $$$"""
            "k{{{i}}}":{"actual":{"value":"{{{i}}}"}}
            """);
        await rig.UpdateAsync("x", $"{{{string.Join(',', entries)}}}");
        var names = new HashSet<string>();
        for (var part = 0; part < 3; part++)
        {
            var message = Assert.Single(rig.Upstream());
            names.UnionWith(TwinsOf(message).Select(static twin => twin.Key));
            await rig.ConfirmAsync(message);
        }

        Assert.Equal(600, names.Count);
        Assert.Empty(rig.Upstream());
    }

    private static JsonObject TwinsOf(Message message) => JsonNode.Parse(message.Content.ToData().Span)!["twin"]!.AsObject();
}
