using System.Net;
using System.Text;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>An API server that is a function: answers each request of a client without any network.</summary>
internal sealed class FakeServer(Func<FakeRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<FakeRequest> _requests = [];

    public FakeServer(Func<FakeRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public FakeRequest Last => _requests[^1];

    public static FakeServer Always(HttpStatusCode code, string body) => new(_ => Json(code, body));

    public static HttpResponseMessage Json(HttpStatusCode code, string body) =>
        new(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public KubeClient Client(TimeProvider? time = null, Action<KubeClientOptions>? configure = null)
    {
        var options = new KubeClientOptions { Server = new Uri("http://api.test/prefix") };
        configure?.Invoke(options);
        return new KubeClient(options, this, time);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new FakeRequest(
            request.Method.Method,
            request.RequestUri?.PathAndQuery ?? "",
            body,
            request.Content?.Headers.ContentType?.MediaType,
            request.Headers.Authorization?.ToString(),
            request.Headers.UserAgent.ToString());
        lock (_requests)
        {
            _requests.Add(seen);
        }

        return await answer(seen, cancellationToken);
    }
}
