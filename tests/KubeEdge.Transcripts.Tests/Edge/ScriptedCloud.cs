using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Server;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>The sockets of the recorded cloud: the link's, and the certificate service's. What the link carries is the script's.</summary>
internal sealed class ScriptedCloud : IAsyncDisposable
{
    private readonly CertificateAuthority _authority;
    private readonly X509Certificate2 _certificate;
    private readonly CloudScript _script;
    private readonly List<JsonObject> _requests = [];
    private readonly TaskCompletionSource<ILink> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServerEndpoint? _hub;
    private ServerEndpoint? _service;

    private ScriptedCloud(string folder, CloudScript script)
    {
        _script = script;
        _authority = CertificateAuthority.LoadOrCreate(folder, TimeProvider.System);
        _certificate = _authority.IssueServer([], [IPAddress.Loopback]);
        Folder = folder;
    }

    public string Folder { get; }

    public CertificateAuthority Authority => _authority;

    /// <summary>Where the link is dialled.</summary>
    public Uri Hub => new($"wss://127.0.0.1:{_hub?.Port}");

    /// <summary>Where certificates are asked for.</summary>
    public Uri Service => new($"https://127.0.0.1:{_service?.Port}");

    /// <summary>What the certificate service answers instead of a certificate, while there is something left.</summary>
    public ConcurrentQueue<(int Status, byte[] Body)> Refusals { get; } = new();

    /// <summary>The requests over HTTP, in the form of the recordings.</summary>
    public IReadOnlyList<JsonObject> Requests => _requests;

    public static async Task<ScriptedCloud> StartAsync(string folder, CloudScript script)
    {
        var cloud = new ScriptedCloud(folder, script);
        cloud._hub = await ServerEndpoint.StartAsync(
            "hub", cloud.Options(ClientCertificateRule.Required), cloud.ServeLinkAsync, NullLoggerFactory.Instance);
        cloud._service = await ServerEndpoint.StartAsync(
            "certificates", cloud.Options(ClientCertificateRule.Requested), cloud.ServeCertificateAsync, NullLoggerFactory.Instance);
        return cloud;
    }

    /// <summary>Sends what was recorded.</summary>
    public async Task PushAsync(RecordedMessage push)
    {
        var link = await _link.Task.WaitAsync(Replay.Limit);
        await link.SendAsync(_script.Push(push)).AsTask().WaitAsync(Replay.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await (_hub?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
        _certificate.Dispose();
        _authority.Dispose();
    }

    private ServerEndpointOptions Options(ClientCertificateRule rule) => new()
    {
        ServerCertificate = _certificate,
        ClientCertificates = rule,
        ClientAuthorities = [_authority.Certificate],
    };

    private async Task ServeLinkAsync(HttpContext http)
    {
        Note(http);
        var request = UpgradeRequest.Read(http.Request.Method, name => http.Request.Headers[name]);
        foreach (var (name, value) in request.ResponseHeaders)
        {
            http.Response.Headers[name] = value;
        }

        var upgrade = http.Features.Get<IHttpUpgradeFeature>() ?? throw new InvalidOperationException("This is no upgrade.");
        var peer = new LinkPeer { NodeId = request.NodeId, ProjectId = request.ProjectId };
        var stream = await upgrade.UpgradeAsync();
        await using var link = WebSocketLink.Attach(stream, peer, new LinkOptions(), TimeProvider.System, abort: http.Abort);
        _link.TrySetResult(link);
        await foreach (var message in link.Inbound.ReadAllAsync())
        {
            if (_script.Receive(message) is { } answer)
            {
                await link.SendAsync(answer);
            }
        }
    }

    private async Task ServeCertificateAsync(HttpContext http)
    {
        Note(http);
        var answer = _authority.Certificate.RawData;
        if (http.Request.Path == "/edge.crt" && Refusals.TryDequeue(out var refusal))
        {
            (http.Response.StatusCode, answer) = refusal;
        }
        else if (http.Request.Path == "/edge.crt")
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            answer = NodeSigner.Sign(Folder, body.ToArray(), http.Request.Headers["NodeName"].ToString());
        }

        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    private void Note(HttpContext http)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in http.Request.Headers.Where(static header => header.Key != "Host"))
        {
            headers[Canonical(name)] = value.ToString();
        }

        _requests.Add(new JsonObject
        {
            ["headers"] = headers,
            ["method"] = http.Request.Method,
            ["path"] = http.Request.Path.Value,
            ["proto"] = http.Request.Protocol,
        });
    }

    /// <summary>A header's name as the recordings write it: a capital at the beginning and after each hyphen.</summary>
    private static string Canonical(string name) =>
        string.Join('-', name.Split('-').Select(static word => word[..1].ToUpperInvariant() + word[1..].ToLowerInvariant()));
}
