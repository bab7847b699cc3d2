using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class UploadConfirmationTests
{
    private const string Feature = "upload-confirmation";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task Upload_Taken_IsConfirmedWithAllBeforeIt()
    {
        var handler = new Consumer();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1", Feature);
        var sent = await SendAsync(link.Edge, 100);

        var answers = 0;
        for (var last = default(MessageId); last != sent[^1].Header.Id; answers++)
        {
            var answer = await link.Edge.ReceiveAsync();
            last = answer.Header.ParentId;
            Assert.Equal(("bus", "user", "default/test", "response"), (
                answer.Route.Source, answer.Route.Group, answer.Route.Resource, answer.Route.Operation));
            Assert.True(answer.Content.IsText("OK"));

            // Nothing is confirmed that was not taken.
            Assert.Contains(last, handler.Taken.Select(message => message.Header.Id));
        }

        Assert.InRange(answers, 100 / 32, 100);
        Assert.Equal(sent.Select(message => message.Header.Id), handler.Taken.Select(message => message.Header.Id));
    }

    [Fact]
    public async Task Upload_OfANodeOfTheOriginal_IsNotAnswered()
    {
        var handler = new Consumer();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1", "inventory");
        await SendAsync(link.Edge, Upload(1));
        await link.Edge.SendInventoryAsync("""{"part":1,"last":true,"objects":[]}""");
        rig.Put("demo", "u1", 7);

        Assert.Equal("insert", (await link.Edge.ReceiveAsync()).Route.Operation);
    }

    [Fact]
    public async Task Upload_NobodyTakesIt_IsConfirmed()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1", Feature);
        var upload = Upload(1);
        await SendAsync(link.Edge, upload);

        var answer = await link.Edge.ReceiveAsync();

        Assert.Equal(("response", upload.Header.Id), (answer.Route.Operation, answer.Header.ParentId));
    }

    [Fact]
    public async Task Upload_HandlerFails_NothingBehindItIsTakenBeforeItComesAgain()
    {
        var handler = new Consumer { Fails = 3 };
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1", Feature);
        var sent = await SendAsync(link.Edge, 5);

        await RefusedAsync(link.Edge, sent[2]);
        handler.Fails = 0;
        foreach (var upload in sent[2..])
        {
            await SendAsync(link.Edge, upload);
        }

        await ConfirmedAsync(link.Edge, sent[4]);
        Assert.Equal([1, 2, 3, 4, 5], handler.Numbers);
    }

    [Fact]
    public async Task Upload_GivenUpByTheNode_IsFollowedByTheNext()
    {
        var handler = new Consumer { Fails = 3 };
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1", Feature);
        var sent = await SendAsync(link.Edge, 5);

        await RefusedAsync(link.Edge, sent[2]);
        foreach (var upload in sent[3..])
        {
            await SendAsync(link.Edge, upload.WithHeader(upload.Header with { ParentId = sent[2].Header.Id }));
        }

        await ConfirmedAsync(link.Edge, sent[4]);
        Assert.Equal([1, 2, 4, 5], handler.Numbers);
        Assert.All(handler.Taken, message => Assert.True(message.Header.ParentId.IsEmpty));
    }

    private static Message Upload(int number) =>
        _messages.New(new MessageRoute("bus", "user", "default/test", "upload"), MessageContent.Text($"{number}"));

    private static async Task<List<Message>> SendAsync(ILink link, int count)
    {
        var sent = Enumerable.Range(1, count).Select(Upload).ToList();
        foreach (var upload in sent)
        {
            await SendAsync(link, upload);
        }

        return sent;
    }

    private static async Task SendAsync(ILink link, Message message) => await link.SendAsync(message).AsTask().WaitAsync(_limit);

    private static async Task RefusedAsync(ILink link, Message message)
    {
        Message answer;
        do
        {
            answer = await link.ReceiveAsync();
        }
        while (answer.Route.Operation == "response");

        Assert.Equal(("error", message.Header.Id), (answer.Route.Operation, answer.Header.ParentId));
    }

    private static async Task ConfirmedAsync(ILink link, Message message)
    {
        while (true)
        {
            var answer = await link.ReceiveAsync();
            Assert.Equal("response", answer.Route.Operation);
            if (answer.Header.ParentId == message.Header.Id)
            {
                return;
            }
        }
    }

    private sealed class Consumer : IUpstreamHandler
    {
        private volatile int _fails;
        private volatile int _count;

        /// <summary>The number on which it fails.</summary>
        public int Fails
        {
            get => _fails;
            set => _fails = value;
        }

        public int Count => _count;

        public Message[] All { get; } = new Message[1000];

        public IEnumerable<Message> Taken => All.Take(Count);

        public IEnumerable<int> Numbers => Taken.Select(NumberOf);

        public bool Handles(in MessageRoute route) => route.Operation == "upload";

        public ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
        {
            if (NumberOf(message) == Fails)
            {
                throw new InvalidOperationException("the target is away");
            }

            All[_count] = message;
            _count++;
            return default;
        }

        private static int NumberOf(Message message) =>
            message.Content.TryGetText(out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
