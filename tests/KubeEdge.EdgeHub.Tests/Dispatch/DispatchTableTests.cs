using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Dispatch;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Dispatch;

public class DispatchTableTests
{
    [Theory]
    [InlineData("twin", false, "devicecontroller", "Group:twin")]
    [InlineData("twin", true, "devicecontroller", "Group:twin")]
    [InlineData("resource", true, "edgecontroller", "Reply:")]
    [InlineData("func", true, "edgecontroller", "Reply:")]
    [InlineData("resource", false, "edgecontroller", "Group:meta")]
    [InlineData("func", false, "anything", "Group:meta")]
    [InlineData("user", true, "router", "Reply:")]
    [InlineData("user", true, "bus", "Module:eventbus")]
    [InlineData("user", false, "router_eventbus", "Module:eventbus")]
    [InlineData("user", false, "router_servicebus", "Module:servicebus")]
    [InlineData("user", false, "other", "Group:bus")]
    [InlineData("nodeupgradejobcontroller", false, "nodeupgradejobcontroller", "Module:taskmanager")]
    [InlineData("taskmanager", false, "taskmanager", "Module:taskmanager")]
    [InlineData("taskmanager", true, "taskmanager", "Module:taskmanager")]
    [InlineData("", false, "edgecontroller", "None:")]
    [InlineData(null, false, "edgecontroller", "None:")]
    [InlineData("Resource", false, "edgecontroller", "None:")]
    [InlineData("unknown", true, "edgecontroller", "None:")]
    public void Find_EachRow_GoesWhereTheOriginalSendsIt(string? group, bool answers, string source, string expected) =>
        Assert.Equal(expected, Describe(group, answers, source, WireGeneration.Release115));

    [Theory]
    [InlineData(WireGeneration.Unknown, "Group:bus")]
    [InlineData(WireGeneration.Release115, "Group:bus")]
    [InlineData(WireGeneration.Current, "None:")]
    public void Find_RuleDataWithoutTarget_DependsOnTheGeneration(WireGeneration wire, string expected) =>
        Assert.Equal(expected, Describe("user", false, "other", wire));

    private static string Describe(string? group, bool answers, string source, WireGeneration wire)
    {
        var header = new MessageHeader(MessageId.New(), answers ? MessageId.New() : default, 1);
        var target = DispatchTable.Find(new Message(header, new MessageRoute(source, group, "a/b/c", "update"), default), wire);
        return $"{target.Kind}:{target.Name}";
    }
}
