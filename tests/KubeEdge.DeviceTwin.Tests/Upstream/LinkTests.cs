using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.DeviceTwin.Tests.Upstream;

public class LinkTests
{
    [Fact]
    public async Task Links_ManyInARow_EachCarriesOneQuestionAndWhatIsUnconfirmed()
    {
        var hub = new HubLink();
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.Add("x"), hub.AddTo);
        rig.Connect();
        var link = await hub.NextAsync(rig.Clock);
        Assert.Equal("membership/detail", (await HubLink.ReadAsync(link)).Route.Resource);
        for (var round = 0; round < 5; round++)
        {
            await rig.UpdateAsync("x", "{\"a\":{\"actual\":{\"value\":\"" + round + "\"}}}");
        }

        var id = default(Beehive.Messages.MessageId);
        for (var flap = 0; flap < 30; flap++)
        {
            var sent = await HubLink.ReadAsync(link);
            Assert.Equal("device/x/twin/edge_updated", sent.Route.Resource);

            // The first may have left before all five were there; from then on it is the same message.
            Assert.True(flap < 2 || id == sent.Header.Id);
            id = sent.Header.Id;
            await EndAsync(link);
            link = await hub.NextAsync(rig.Clock);
            var question = await HubLink.ReadAsync(link);
            Assert.Equal(("get", "membership/detail"), (question.Route.Operation, question.Route.Resource));
        }

        await EndAsync(link);
    }

    private static async Task EndAsync(MemoryLink link)
    {
        await link.Cloud.CloseAsync(LinkCloseReason.Local).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await link.DisposeAsync();
    }
}
