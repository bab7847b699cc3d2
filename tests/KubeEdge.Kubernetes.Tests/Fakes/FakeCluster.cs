using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>
/// An API server of ConfigMaps with the rules that informers rest on: one version for all, pages of one version, watches that replay what came after
/// a version, 410 for one that is compacted away. Faults on demand.
/// </summary>
internal sealed class FakeCluster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, KubeObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Line)> _history = [];
    private readonly List<PipeWriter> _watches = [];
    private readonly Queue<KubeStatus> _listFailures = [];
    private readonly Queue<KubeStatus> _watchFailures = [];
    private readonly List<string> _watchVersions = [];
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _compacted = 100;

    public FakeCluster() => Server = new FakeServer(Answer);

    public FakeServer Server { get; }

    public int Lists { get; private set; }

    /// <summary>The versions from which watches were asked for, accepted or not.</summary>
    public IReadOnlyList<string> WatchVersions
    {
        get
        {
            lock (_lock)
            {
                return [.. _watchVersions];
            }
        }
    }

    public IReadOnlyDictionary<string, string> State
    {
        get
        {
            lock (_lock)
            {
                return _objects.ToDictionary(pair => pair.Key, pair => pair.Value.ResourceVersion);
            }
        }
    }

    /// <summary>Completes when a watch is open.</summary>
    public Task WatchOpenedAsync()
    {
        lock (_lock)
        {
            return (_watches.Count > 0 ? Task.CompletedTask : _opened.Task).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public void FailLists(params KubeStatus[] failures) => Enqueue(_listFailures, failures);

    public void FailWatches(params KubeStatus[] failures) => Enqueue(_watchFailures, failures);

    public void Put(string name, string value = "v", string? uid = null)
    {
        lock (_lock)
        {
            _version++;
            var kind = _objects.TryGetValue(name, out var known) ? "MODIFIED" : "ADDED";
            var item = Sample.ConfigMap(name, Text(_version), value, uid: uid ?? known?.Uid ?? $"uid-{name}-{_version}");
            _objects[name] = item;
            Report(kind, item);
        }
    }

    /// <summary>One object per letter.</summary>
    public void PutAll(string names)
    {
        foreach (var name in names)
        {
            Put(name.ToString());
        }
    }

    public void Delete(string name)
    {
        lock (_lock)
        {
            _version++;
            Report("DELETED", _objects[name].WithResourceVersion(Text(_version)));
            _objects.Remove(name);
        }
    }

    public void Bookmark()
    {
        lock (_lock)
        {
            Send($$"""{"type":"BOOKMARK","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"{{_version}}"} } }""");
        }
    }

    public void SendRaw(string text)
    {
        lock (_lock)
        {
            Send(text);
        }
    }

    /// <summary>Ends all watches: in order, or as a lost connection does.</summary>
    public void EndWatches(bool inOrder)
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
            {
                watch.Complete(inOrder ? null : new IOException("connection reset"));
            }

            _watches.Clear();
        }
    }

    /// <summary>Forgets the history up to now, also for watches that would resume.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _version++;
            _compacted = _version;
        }
    }

    private static void Enqueue(Queue<KubeStatus> queue, KubeStatus[] failures)
    {
        lock (queue)
        {
            foreach (var failure in failures)
            {
                queue.Enqueue(failure);
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Report(string type, KubeObject item)
    {
        var line = $$"""{"type":"{{type}}","object":{{Sample.Text(item.Json)}}}""";
        _history.Add((_version, line));
        Send(line);
    }

    private void Send(string line)
    {
        foreach (var watch in _watches)
        {
            // Without a threshold a write to the pipe completes at once.
            _ = watch.WriteAsync(Sample.Utf8(line + "\n")).AsTask();
        }
    }

    private HttpResponseMessage Answer(FakeRequest request)
    {
        lock (_lock)
        {
            var watching = request.Query("watch") == "true";
            var failures = watching ? _watchFailures : _listFailures;
            if (watching)
            {
                _watchVersions.Add(request.Query("resourceVersion") ?? "");
            }

            return failures.TryDequeue(out var failure) ? Fail(failure) : watching ? Watch(request) : List(request);
        }
    }

    private static HttpResponseMessage Fail(KubeStatus failure) =>
        failure.IsUnreachable
            ? throw new HttpRequestException(failure.Message)
            : FakeServer.Json((HttpStatusCode)failure.Code, Sample.Text(failure.ToJson()));

    private HttpResponseMessage List(FakeRequest request)
    {
        var token = request.Query("continue")?.Split('/');
        var version = token is null ? _version : long.Parse(token[0], CultureInfo.InvariantCulture);
        if (version < _compacted)
        {
            return Fail(KubeStatus.Expired("The provided continue parameter is too old"));
        }

        Lists += token is null ? 1 : 0;
        var limit = int.Parse(request.Query("limit") ?? "500", CultureInfo.InvariantCulture);
        var rest = _objects.Where(pair => token is null || string.CompareOrdinal(pair.Key, token[1]) > 0).ToList();
        var page = rest.Take(limit).ToList();
        var next = page.Count < rest.Count ? $"{version}/{page[^1].Key}" : "";
        var items = string.Join(',', page.Select(pair => Sample.Text(pair.Value.Json)));
        return FakeServer.Json(HttpStatusCode.OK, $$"""{"metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{items}}]}""");
    }

    private HttpResponseMessage Watch(FakeRequest request)
    {
        var from = long.Parse(request.Query("resourceVersion") ?? "0", CultureInfo.InvariantCulture);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        if (from < _compacted)
        {
            // As the real server: accepted, then one error event.
            var error = Sample.Text(KubeStatus.TooOld((ulong)from, (ulong)_compacted).ToJson());
            _ = pipe.Writer.WriteAsync(Sample.Utf8($$"""{"type":"ERROR","object":{{error}}}""" + "\n")).AsTask();
            pipe.Writer.Complete();
            return FakeServer.Stream(pipe.Reader.AsStream());
        }

        foreach (var (_, line) in _history.Where(entry => entry.Version > from))
        {
            _ = pipe.Writer.WriteAsync(Sample.Utf8(line + "\n")).AsTask();
        }

        _watches.Add(pipe.Writer);
        _opened.TrySetResult();
        _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return FakeServer.Stream(pipe.Reader.AsStream());
    }
}
