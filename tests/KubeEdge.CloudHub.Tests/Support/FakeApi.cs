using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KubeEdge.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>As much of a Kubernetes API as CloudHub and its controllers use: list, watch, create, read, status, delete; in memory, over HTTP.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Collection, Channel<string> Events)> _watches = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ServerEndpoint> _fronts = [];
    private ServerEndpoint? _endpoint;
    private long _version = 100;

    /// <summary>Decides whether a request is answered with this status code in place of being served: method and path.</summary>
    public Func<string, string, int?> Fault { get; set; } = static (_, _) => null;

    public Uri Address => _endpoint?.Address ?? throw new InvalidOperationException("not started");

    public static async Task<FakeApi> StartAsync()
    {
        var api = new FakeApi();
        api._endpoint = await ServerEndpoint.StartAsync("fake-api", new ServerEndpointOptions(), api.ServeAsync, NullLoggerFactory.Instance);
        return api;
    }

    /// <summary>
    /// A second address of the same API, for one of several clients. Each request (method, path, body) is shown to
    /// <paramref name="before"/> first, which may hold it up, and answers it with a status code or null to have it served.
    /// </summary>
    public async Task<Uri> AddFrontAsync(Func<string, string, string, Task<int?>> before)
    {
        var front = await ServerEndpoint.StartAsync(
            "fake-api-front",
            new ServerEndpointOptions(),
            async http =>
            {
                http.Request.EnableBuffering();
                using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
                var body = await reader.ReadToEndAsync(http.RequestAborted);
                http.Request.Body.Position = 0;
                if (await before(http.Request.Method, http.Request.Path.Value ?? "", body) is { } code)
                {
                    await AnswerAsync(http, code, Status(code, code == 404 ? "NotFound" : "Injected"));
                    return;
                }

                await ServeAsync(http);
            },
            NullLoggerFactory.Instance);
        _fronts.Add(front);
        return front.Address;
    }

    public void Apply(string name, string value)
    {
        lock (_gate)
        {
            var path = $"/api/v1/namespaces/default/configmaps/{name}";
            var isNew = !_objects.TryGetValue(path, out var present);
            var document = present is null
                ? new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default", ["uid"] = Guid.NewGuid().ToString() } }
                : (JsonObject)present.DeepClone();
            document["data"] = new JsonObject { ["v"] = value };
            Write(path, document, isNew ? "ADDED" : "MODIFIED");
        }
    }

    public void Delete(string name) => Remove($"/api/v1/namespaces/default/configmaps/{name}");

    /// <summary>Creates or replaces any core object; its uid is kept, or made.</summary>
    public JsonObject Apply(string json)
    {
        lock (_gate)
        {
            var document = (JsonObject)JsonNode.Parse(json)!;
            var path = PathOf(document);
            var isNew = !_objects.TryGetValue(path, out var present);
            document["metadata"]!["uid"] = present?["metadata"]!["uid"]!.GetValue<string>() ?? Guid.NewGuid().ToString();
            return Write(path, document, isNew ? "ADDED" : "MODIFIED");
        }
    }

    /// <summary>Deletes any core object.</summary>
    public bool Delete(string plural, string? ns, string name) =>
        Remove(ns is null ? $"/api/v1/{plural}/{name}" : $"/api/v1/namespaces/{ns}/{plural}/{name}");

    public IReadOnlyList<JsonObject> List(string plural)
    {
        lock (_gate)
        {
            return [.. _objects.Where(item => item.Key.Contains($"/{plural}/", StringComparison.Ordinal)).Select(item => (JsonObject)item.Value.DeepClone())];
        }
    }

    /// <summary>Waits until the objects are as they should be.</summary>
    public async Task UntilAsync(Func<FakeApi, bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            if (condition(this))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not come to this: {what}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var front in _fronts)
        {
            await front.DisposeAsync();
        }

        if (_endpoint is { } endpoint)
        {
            await endpoint.DisposeAsync();
        }
    }

    private static string PathOf(JsonObject document)
    {
        var plural = document["kind"]!.GetValue<string>().ToLowerInvariant() is var kind && kind == "endpoints" ? kind : kind + "s";
        var metadata = document["metadata"]!;
        var name = metadata["name"]!.GetValue<string>();
        return metadata["namespace"]?.GetValue<string>() is { } ns ? $"/api/v1/namespaces/{ns}/{plural}/{name}" : $"/api/v1/{plural}/{name}";
    }

    private static string CollectionOf(string path)
    {
        // All namespaces are one collection to a watch: /apis/GROUP/VERSION/namespaces/NS/PLURAL/NAME → /apis/GROUP/VERSION/PLURAL
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var scope = parts.IndexOf("namespaces");
        if (scope >= 0)
        {
            parts.RemoveRange(scope, 2);
        }

        return "/" + string.Join('/', parts.Take(parts[0] == "api" ? 3 : 4));
    }

    /// <summary>All objects of a type, or those of one namespace.</summary>
    private static bool IsCollection(string path) =>
        path == CollectionOf(path) || path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["api", _, "namespaces", _, _];

    private async Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (Fault(http.Request.Method, path) is { } code)
        {
            await AnswerAsync(http, code, Status(code, "Injected"));
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        switch (http.Request.Method)
        {
            case "GET" when http.Request.Query.ContainsKey("watch"):
                await WatchAsync(http, path);
                break;
            case "GET" when IsCollection(path):
                await ListAsync(http, path);
                break;
            case "GET":
                await AnswerAsync(http, Find(path));
                break;
            case "POST":
                await AnswerAsync(http, Create(path, (JsonObject)JsonNode.Parse(body)!));
                break;
            case "PUT" when !path.EndsWith("/status", StringComparison.Ordinal):
                await AnswerAsync(http, Replace(path, (JsonObject)JsonNode.Parse(body)!));
                break;
            case "PUT":
                await AnswerAsync(http, UpdateStatus(path[..^"/status".Length], (JsonObject)JsonNode.Parse(body)!));
                break;
            case "DELETE":
                var removed = Remove(path);
                await AnswerAsync(http, removed ? 200 : 404, removed ? Status(200, "") : Status(404, "NotFound"));
                break;
        }
    }

    private (int, JsonObject) Find(string path)
    {
        lock (_gate)
        {
            return _objects.TryGetValue(path, out var found) ? (200, (JsonObject)found.DeepClone()) : (404, Status(404, "NotFound"));
        }
    }

    private (int, JsonObject) Create(string collection, JsonObject document)
    {
        lock (_gate)
        {
            var path = $"{collection}/{document["metadata"]!["name"]}";
            if (_objects.ContainsKey(path))
            {
                return (409, Status(409, "AlreadyExists"));
            }

            // As a real server with a status subresource: a status given at creation is dropped.
            document.Remove("status");
            return (201, Write(path, document, "ADDED"));
        }
    }

    private (int, JsonObject) Replace(string path, JsonObject document)
    {
        lock (_gate)
        {
            return _objects.ContainsKey(path) ? (200, Write(path, document, "MODIFIED")) : (404, Status(404, "NotFound"));
        }
    }

    private (int, JsonObject) UpdateStatus(string path, JsonObject document)
    {
        lock (_gate)
        {
            if (!_objects.TryGetValue(path, out var present))
            {
                return (404, Status(404, "NotFound"));
            }

            if (document["metadata"]!["resourceVersion"]!.GetValue<string>() != present["metadata"]!["resourceVersion"]!.GetValue<string>())
            {
                return (409, Status(409, "Conflict"));
            }

            var next = (JsonObject)present.DeepClone();
            next["status"] = document["status"]!.DeepClone();
            return (200, Write(path, next, "MODIFIED"));
        }
    }

    private bool Remove(string path)
    {
        lock (_gate)
        {
            if (!_objects.Remove(path, out var last))
            {
                return false;
            }

            last["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            Notify(path, "DELETED", last);
            return true;
        }
    }

    private JsonObject Write(string path, JsonObject document, string kind)
    {
        document["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[path] = document;
        Notify(path, kind, document);
        return (JsonObject)document.DeepClone();
    }

    private void Notify(string path, string kind, JsonObject document)
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new JsonObject { ["type"] = kind, ["object"] = document.DeepClone() }.ToJsonString();
        foreach (var (collection, events) in _watches)
        {
            if (collection == CollectionOf(path))
            {
                events.Writer.TryWrite(line);
            }
        }
    }

    private async Task ListAsync(HttpContext http, string collection)
    {
        string body;
        lock (_gate)
        {
            var items = _objects
                .Where(item => CollectionOf(item.Key) == collection || item.Key.StartsWith(collection + "/", StringComparison.Ordinal))
                .Select(item => item.Value.DeepClone());
            var version = _version.ToString(CultureInfo.InvariantCulture);
            body = new JsonObject
            {
                ["kind"] = "List", ["metadata"] = new JsonObject { ["resourceVersion"] = version }, ["items"] = new JsonArray([.. items]),
            }.ToJsonString();
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }

    // Tests list before they change anything, so a watch need not replay: what lies between list and watch is sent again here.
    private async Task WatchAsync(HttpContext http, string collection)
    {
        var since = long.Parse(http.Request.Query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
        var events = Channel.CreateUnbounded<string>();
        lock (_gate)
        {
            foreach (var (path, document) in _objects)
            {
                if (CollectionOf(path) == collection && long.Parse(document["metadata"]!["resourceVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture) > since)
                {
                    events.Writer.TryWrite(new JsonObject { ["type"] = "MODIFIED", ["object"] = document.DeepClone() }.ToJsonString());
                }
            }

            _watches.Add((collection, events));
        }

        http.Response.ContentType = "application/json";
        await http.Response.StartAsync(http.RequestAborted);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, ServerEndpoint.GetStopping(http));
        try
        {
            await foreach (var line in events.Reader.ReadAllAsync(ending.Token))
            {
                await http.Response.WriteAsync(line + "\n", ending.Token);
                await http.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher left.
        }
    }

    private static JsonObject Status(int code, string reason) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = code < 300 ? "Success" : "Failure",
        ["reason"] = reason,
        ["code"] = code,
    };

    private static Task AnswerAsync(HttpContext http, (int Code, JsonObject Body) answer) => AnswerAsync(http, answer.Code, answer.Body);

    private static Task AnswerAsync(HttpContext http, int code, JsonObject body)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), http.RequestAborted).AsTask();
    }
}
