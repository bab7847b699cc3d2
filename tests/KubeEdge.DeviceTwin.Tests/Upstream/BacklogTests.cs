using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.DeviceTwin.Upstream;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.DeviceTwin.Tests.Upstream;

/// <summary>Devices whose twins change all the time: faster than the cloud confirms, or more of them than a message takes.</summary>
public class BacklogTests
{
    private const int Many = 300;
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData(4)]
    [InlineData(100)]
    public async Task OneTwinChangesFasterThanTheCloudConfirms_TheOthersAreConfirmed(int lateness)
    {
        await using var rig = await StartAsync(2);
        var onTheWay = new Queue<Message>();
        for (var round = 0; round < 2 * lateness; round++)
        {
            await rig.UpdateAsync("x", Values(1, round));
            rig.Upstream().ForEach(onTheWay.Enqueue);
            if (round >= lateness && onTheWay.TryDequeue(out var message))
            {
                await rig.ConfirmAsync(message);
            }

            rig.Clock.Advance(_moment);
        }

        Assert.Equal(1, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
        await rig.RestartAsync();
        Assert.Equal(1, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
    }

    [Fact]
    public async Task MoreThanAMessageTakes_OneChangesFasterThanTheCloudConfirms_AllAreSent()
    {
        await using var rig = await StartAsync(Many);
        var sent = new HashSet<string>();
        for (var round = 0; round < 2; round++)
        {
            sent.UnionWith(Names(Assert.Single(rig.Upstream())));
            await rig.UpdateAsync("x", Values(1, round));
            rig.Clock.Advance(_moment);
        }

        Assert.Equal(Many, sent.Count);
    }

    /// <summary>Every confirmation finds those that it is about changed, and a message is made at once.</summary>
    [Fact]
    public async Task MoreThanAMessageTakes_TheFirstOnesChangeAllTheTime_TheRestIsSent()
    {
        await using var rig = await StartAsync(Many);
        var sent = new HashSet<string>();
        for (var round = 0; round < 2; round++)
        {
            var message = Assert.Single(rig.Upstream());
            sent.UnionWith(Names(message));
            await rig.ConfirmAsync(message);
            await rig.UpdateAsync("x", Values(256, round));
        }

        Assert.Equal(Many, sent.Count);
    }

    [Fact]
    public async Task Confirmed_BeforeTheLinkSaysThatItIsWritten_TheNextLeaves()
    {
        await using var rig = await StartAsync(1);
        var upstream = rig.Get<TwinUpstream>();
        Assert.True(upstream.TryTake(out var message, out var backlog, out _));
        await rig.UpdateAsync("x", Values(1, 2));
        await rig.ConfirmAsync(message);
        Assert.Empty(rig.Upstream());

        upstream.Settle(backlog, message, UpstreamOutcome.Written);
        Assert.Single(rig.Upstream());
    }

    private static async Task<TwinRig> StartAsync(int twins)
    {
        var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", Values(twins, -1));
        return rig;
    }

    private static string Values(int count, int value)
    {
        var twins = new StringBuilder("{");
        for (var i = 0; i < count; i++)
        {
            twins.Append(i == 0 ? string.Empty : ",").Append($"\"k{i:000}\":{{\"actual\":{{\"value\":\"{value}\"}}}}");
        }

        return twins.Append('}').ToString();
    }

    private static IEnumerable<string> Names(Message message) =>
        JsonNode.Parse(message.Content.ToData().Span)!["twin"]!.AsObject().Select(static twin => twin.Key);
}
