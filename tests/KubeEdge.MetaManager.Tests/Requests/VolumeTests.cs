using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Volume_TakesLong_DelaysNoPushAndNoQuestion()
    {
        var edged = new SlowEdged();
        await using var rig = await EdgeRig.StartWithAsync(services => services.AddSingleton<Module>(edged));
        var request = await rig.PushAsync(Messages.Push("createvolume", "default/volume/v", "\"{}\""));
        await edged.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u", 1));
        AcknowledgementTests.AssertOk(push, await rig.AnswerAsync());
        Assert.Equal("metamanager", (await rig.AskAsync(Operations.Query, "default/pod")).Route.Source);
        Assert.False(rig.HasAnswer());

        edged.Done.SetResult();
        var answer = await rig.AnswerAsync();
        Assert.Equal((request.Header.Id, "made"), (answer.Header.ParentId, Messages.Text(answer)));
    }

    private sealed class SlowEdged : Module
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string Name => ModuleNames.Edged;

        public override string Group => "edged";

        protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
        {
            await foreach (var message in context.Inbox.ReadAllAsync(stopping))
            {
                Asked.TrySetResult();
                await Done.Task.WaitAsync(stopping);
                context.Bus.TryReply(context.Messages.Reply(message, MessageContent.Text("made")));
            }
        }
    }
}
