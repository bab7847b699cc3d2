using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Requests;

public class VolumeTests
{
    [Theory]
    [InlineData("createvolume")]
    [InlineData("controllerunpublishvolume")]
    public async Task Volume_NobodyRunsPods_IsAnsweredWithNullContent(string operation)
    {
        await using var rig = await EdgeRig.StartAsync();
        var request = await rig.PushAsync(Messages.Push(operation, "default/volume/v", "\"{}\"", "edgecontroller"));
        var answer = await rig.AnswerAsync();

        Assert.Equal(request.Header.Id, answer.Header.ParentId);
        Assert.Equal(request.Route with { Operation = "response" }, answer.Route);
        Assert.Equal(ContentKind.Null, answer.Content.Kind);
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u", 1));
        AcknowledgementTests.AssertOk(push, await rig.AnswerAsync());
    }
}
