using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Sessions;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class NodeInventoryTests
{
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public void Add_AfterItWasGivenUp_IsTooLate()
    {
        var inventory = new NodeInventory();
        Assert.True(inventory.TryAdd(Part("""{"part":1,"last":false,"objects":[]}""")));

        inventory.GiveUp();

        Assert.False(inventory.TryAdd(Part("""{"part":2,"last":true,"objects":[]}""")));
        Assert.False(inventory.Complete.IsCompletedSuccessfully);
    }

    private static Message Part(string json) => _messages.New(
        new MessageRoute("metamanager", "resource", NodeInventory.Resource, "update"), MessageContent.Json(Encoding.UTF8.GetBytes(json)));
}
