using System.Collections.Concurrent;
using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>A cloud of the original's kind that answers questions from a table, and remembers what the edge sent.</summary>
internal sealed class FakeCloud
{
    private readonly EdgeRig _rig;
    private readonly ConcurrentQueue<Message> _received = new();
    private readonly ConcurrentDictionary<string, Func<Message, string?>> _answers = new();
    private volatile TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeCloud(EdgeRig rig) => _rig = rig;

    public IReadOnlyCollection<Message> Received => _received;

    /// <summary>The questions that were asked, by what they are about.</summary>
    public string[] Asked => [.. _received.Where(IsQuestion).Select(static message => message.Route.Resource)];

    /// <summary>Takes the cloud's end of the rig's link.</summary>
    public static FakeCloud On(EdgeRig rig)
    {
        var cloud = new FakeCloud(rig);
        cloud.Take();
        return cloud;
    }

    /// <summary>Takes the cloud's end of the link that the rig has now.</summary>
    public void Take() => _ = ServeAsync(_rig.Link);

    public void Answer(string resource, string content) => Answer(resource, _ => content);

    /// <summary>What a question gets; null leaves it open.</summary>
    public void Answer(string resource, Func<Message, string?> answer) => _answers[resource] = answer;

    /// <summary>Waits until the edge has sent what is looked for.</summary>
    public async Task<Message> ReceiveAsync(Func<Message, bool> wanted)
    {
        while (true)
        {
            var news = _news.Task;
            if (_received.FirstOrDefault(wanted) is { } message)
            {
                return message;
            }

            await news.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Waits for the n-th question about something.</summary>
    public async Task<Message> QuestionAsync(string resource, int number = 1)
    {
        await ReceiveAsync(_ => Asked.Count(asked => asked == resource) >= number);
        return _received.Where(message => IsQuestion(message) && message.Route.Resource == resource).ElementAt(number - 1);
    }

    /// <summary>Waits for the acknowledgement of a message.</summary>
    public Task<Message> AcknowledgementAsync(MessageId id) =>
        ReceiveAsync(message => message.Header.ParentId == id && message.Route.Operation == Operations.Response);

    /// <summary>Pushes and waits for the acknowledgement.</summary>
    public async Task PushAsync(string operation, string resource, string content) =>
        await AcknowledgementAsync((await _rig.PushAsync(operation, resource, content)).Header.Id);

    private static bool IsQuestion(Message message) => message.Route.Operation == Operations.Query;

    private async Task ServeAsync(MemoryLink link)
    {
        await foreach (var message in link.Cloud.Inbound.ReadAllAsync())
        {
            if (message.Route.Operation == Operations.Keepalive)
            {
                continue;
            }

            _received.Enqueue(message);
            if (IsQuestion(message) && _answers.TryGetValue(message.Route.Resource, out var answer) && answer(message) is { } content)
            {
                await RespondAsync(link, message, content);
            }

            Interlocked.Exchange(ref _news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    private async Task RespondAsync(MemoryLink link, Message question, string content)
    {
        var reply = new MessageFactory(_rig.Clock).Reply(question, MessageContent.Json(Encoding.UTF8.GetBytes(content)));
        await link.Cloud.SendAsync(reply.WithRoute(reply.Route with { Source = "edgecontroller", Group = "resource" }));
    }
}
