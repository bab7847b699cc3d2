using System.Text.Json.Nodes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// Goes through a recording line by line: sends what the cloud pushed, and waits at each message of the recorded edge until ours has sent
/// its own. Answers come whenever ours asks.
/// </summary>
internal sealed class Replay : IAsyncDisposable
{
    /// <summary>How long any step may take on the machine's clock.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(250);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-transcript-");
    private readonly ReplayCase _case;
    private readonly Recording _recording;
    private readonly StandingCloud _standing;
    private readonly CloudScript _script;
    private readonly TranscriptExceptions _exceptions;
    private readonly TranscriptComparer _comparer;
    private readonly ExpectedStore _expected;
    private readonly List<Task> _asking = [];

    public Replay(ReplayCase replayed)
    {
        _case = replayed;
        _recording = new Recording(replayed.Transcript);
        _standing = new StandingCloud(_recording, replayed.Node, replayed.NodeNamespace);
        _script = new CloudScript(_recording, _standing);
        _exceptions = TranscriptExceptions.Read("Edge/TranscriptExceptions.txt", replayed.Name);
        _comparer = new TranscriptComparer(_exceptions);
        _expected = new ExpectedStore(_recording);
    }

    /// <summary>The whole of it: start, replay, comparison, store, and the store once more from disk.</summary>
    public async Task RunAsync()
    {
        await using var cloud = await ScriptedCloud.StartAsync(Path.Combine(_folder.FullName, "cloud"), _script);
        var data = Path.Combine(_folder.FullName, "edge");
        await using (var edge = new EdgeNode(data, _case.Node, _case.IsNewest, _case.RunsContainers, options => Connect(options, cloud)))
        {
            if (_case.Joins)
            {
                _script.Begin();
            }

            await edge.StartAsync();

            // Before the clock moves: the handshake takes the machine's time, and has its deadline by that clock.
            await edge.Link.EventuallyConnectsAsync(Limit);
            await SettleAsync(edge);
            foreach (var message in _recording.Messages)
            {
                await PlayAsync(message, cloud, edge);
            }

            await Task.WhenAll(_asking).WaitAsync(Limit);
            await UntilAsync(edge, () => _script.IsQuiet, "the last acknowledgements");
            await _expected.CheckAsync(edge.Store);
        }

        await using (var store = await MetaStore.MetaStoreFile.OpenAsync(Path.Combine(data, "edge.db")))
        {
            await _expected.CheckAsync(store);
        }

        CompareRequests(cloud);
        Compare();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Connect(Hosting.EdgeCoreOptions edge, ScriptedCloud cloud)
    {
        edge.Cloud = cloud.Hub;
        edge.CertificateDirectory = Path.Combine(_folder.FullName, "certs");
        if (_case.Joins)
        {
            edge.HttpServer = cloud.Service;
            edge.Token = JoinToken.For(cloud.Authority.Certificate.RawData);
        }
        else
        {
            cloud.Authority.WriteNodeFiles(edge.CertificateDirectory, _case.Node);
        }
    }

    private async Task SettleAsync(EdgeNode edge)
    {
        if (!_case.Joins)
        {
            await UntilAsync(edge, () => _standing.IsSettled && _script.IsQuiet && edge.Probe.IsQuiet, "what a node sends that has joined");
            _script.Begin();
        }
    }

    private async Task PlayAsync(RecordedMessage message, ScriptedCloud cloud, EdgeNode edge)
    {
        if (message.IsPush)
        {
            await cloud.PushAsync(message);
        }
        else if (message.FromEdge && IsAwaited(message))
        {
            if (_case.RunsContainers && RecordedEdged.Asks(message))
            {
                _asking.Add(AskAsync(edge.Edged, message));
            }

            await UntilAsync(edge, () => _script.Seen(message) is not null, $"{message.Line} (row {message.Row})");
            if (message.Question is { } acknowledged)
            {
                await _expected.CheckAsync(edge.Store, acknowledged);
            }
        }
    }

    private bool IsAwaited(RecordedMessage message) =>
        !IsAcknowledgementOfNothing(message) && (IsOwn(message) || !_exceptions.Covers(message.Line, "missing"));

    // What ours never asked cannot be answered and acknowledged.
    private bool IsAcknowledgementOfNothing(RecordedMessage message) =>
        message.Question?.Question is { } asked && _script.Seen(asked) is null;

    /// <summary>
    /// Whether ours sends by itself, once, what the recorded containers made their edge send many times: it says how a pod is, and fetches
    /// what the pod names unless that was pushed.
    /// </summary>
    private bool IsOwn(RecordedMessage message)
    {
        if (_case.RunsContainers
            || !ReferenceEquals(_recording.FirstFromEdge(message.Line), message)
            || !ResourcePath.TryParse(message.Message.Route.Resource, out var path))
        {
            return false;
        }

        return message.Message.Route.Operation switch
        {
            Operations.Patch => path.Type == "podpatch",
            Operations.Query => path.Type is "configmap" or "secret" or "serviceaccounttoken" && !IsPushedBefore(message),
            _ => false,
        };
    }

    private bool IsPushedBefore(RecordedMessage message) => _recording.Messages.Any(push =>
        push.IsPush && push.Row < message.Row && push.Message.Route.Resource == message.Message.Route.Resource);

    private static async Task AskAsync(RecordedEdged edged, RecordedMessage question)
    {
        var answer = await edged.AskAsync(question);
        var recorded = question.Answer ?? throw new FormatException($"row {question.Row} was never answered");
        Assert.Equal(recorded.Message.Route, answer.Route);
        Assert.True(
            JsonNode.DeepEquals(recorded.Json["content"], Json(answer)["content"]),
            $"{question.Line} (row {question.Row}): another answer than the cloud's");
    }

    /// <summary>Waits for something of the edge. Time passes, but not while a module waits for the cloud or the cloud for it.</summary>
    private async Task UntilAsync(EdgeNode edge, Func<bool> isDone, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var changed = _script.Changed;
            if (isDone())
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(deadline) > Limit)
            {
                var sent = _script.Matched.Select(static pair => pair.Recorded.Line).Distinct();
                Assert.Fail($"The edge never sent {what}. Sent were: {string.Join(", ", sent)}; "
                    + $"beyond the recording: {string.Join(", ", _script.Surplus.Select(RecordedMessage.LineOf))}");
            }

            // What the edge does by itself has no signal outside, so it gets a moment before the clock moves on.
            await Task.WhenAny(changed, Task.Delay(2));
            if (edge.Probe.IsQuiet && _script.IsQuiet && !changed.IsCompleted)
            {
                edge.Clock.Advance(_step);
            }
        }
    }

    private void CompareRequests(ScriptedCloud cloud)
    {
        if (!_case.Joins)
        {
            return;
        }

        var recorded = _recording.Rows.Where(static row => row.Kind is "https-request" or "ws-request").ToArray();
        Assert.Equal(recorded.Length, cloud.Requests.Count);
        foreach (var (row, ours) in recorded.Zip(cloud.Requests))
        {
            RecordedRequest.Compare(_comparer, row.Message, ours);
        }
    }

    private void Compare()
    {
        foreach (var message in _recording.FromEdge)
        {
            if (_script.Seen(message) is { } ours)
            {
                var (recorded, sent) = PatchEffect.Of(message, Json(ours));
                OwnMachine.Adopt(recorded, sent);
                _comparer.Compare(recorded, sent);
            }
            else if (!IsAcknowledgementOfNothing(message))
            {
                _comparer.Missing(message.Json);
            }
        }

        foreach (var ours in _script.Surplus)
        {
            _comparer.Surplus(Json(ours));
        }

        Assert.Empty(Order.Faults(_script.Matched));
        _comparer.AssertSame();
    }

    private static JsonNode Json(Message message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        MessageJson.Write(buffer, message);
        return JsonNode.Parse(buffer.WrittenSpan) ?? throw new FormatException("A message without content.");
    }
}
