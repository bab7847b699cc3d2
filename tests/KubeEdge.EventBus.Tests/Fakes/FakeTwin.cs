using System.Text;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>Stands in for the twins: shows what they get, and answers requests when the test says so.</summary>
internal sealed class FakeTwin : Module
{
    private readonly Channel<Message> _received = Channel.CreateUnbounded<Message>();
    private readonly TaskCompletionSource<IModuleContext> _context = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Name => ModuleNames.DeviceTwin;

    public override string Group => GroupNames.Twin;

    public async Task<Message> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task ReplyAsync(Message request)
    {
        var context = await _context.Task.WaitAsync(TimeSpan.FromSeconds(30));
        context.Bus.TryReply(context.Messages.Reply(request, MessageContent.Text("OK")));
    }

    public static string TextOf(Message message) => Encoding.UTF8.GetString(message.Content.ToData().Span);

    protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
    {
        _context.TrySetResult(context);
        await foreach (var message in context.Inbox.ReadAllAsync(stopping))
        {
            if (message.Route.Source == "bus")
            {
                _received.Writer.TryWrite(message);
            }
        }
    }
}
