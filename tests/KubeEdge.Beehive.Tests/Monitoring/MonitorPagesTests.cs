using System.Text;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Monitoring;

namespace KubeEdge.Beehive.Tests.Monitoring;

// An exporter hears every meter of the process, so those that measure allocation must be alone.
[Collection("exporters")]
public sealed class MonitorPagesTests : IDisposable
{
    private static readonly MonitorCheck _good = new("store", false);
    private static readonly MonitorCheck _degraded = new("link", false, "offline;\nsee the cable");
    private static readonly MonitorCheck _failed = new("modules", true, "module twin has ended");
    private readonly PrometheusExporter _exporter = new();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Get_AllWell_IsOk(string path) => await ExpectAsync(path, [_good, _degraded], 200, "ok");

    [Theory]
    [InlineData("/readyz?verbose")]
    [InlineData("/readyz?a=b&verbose=true")]
    public async Task Get_Verbose_HasALineForEachCheck(string target) => await ExpectAsync(
        target, [_good, _degraded], 200, "[+]store ok\n[+]link ok, but degraded: offline; see the cable\nreadyz check passed\n");

    [Fact]
    public async Task Get_ACheckFails_Is503AndNamesIt() => await ExpectAsync(
        "/livez", [_good, _failed], 503, "[+]store ok\n[-]modules failed: module twin has ended\nlivez check failed\n");

    [Fact]
    public async Task Get_Metrics_IsPrometheusTextAndWhatIsFurther()
    {
        var pages = new MonitorPages(
            _exporter, (_, _) => throw new InvalidOperationException("not asked"), output => Encoding.UTF8.GetBytes("further 1\n", output));

        MonitorPage page = await pages.GetAsync("GET", "/metrics").Soon();

        Assert.Equal((200, "text/plain; version=0.0.4; charset=utf-8"), (page.Status, page.ContentType));
        string text = Encoding.UTF8.GetString(page.Body.Span);
        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        Assert.EndsWith("further 1\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/readyz/link", 404)]
    [InlineData("GET", "/Metrics", 404)]
    [InlineData("POST", "/metrics", 405)]
    [InlineData("DELETE", "/readyz", 405)]
    [InlineData("HEAD", "/readyz", 200)]
    public async Task Get_OtherPathOrMethod_IsRefused(string method, string target, int status) =>
        Assert.Equal(status, (await Pages([]).GetAsync(method, target).Soon()).Status);

    public void Dispose() => _exporter.Dispose();

    private MonitorPages Pages(MonitorCheck[] checks) => new(_exporter, (_, _) => Task.FromResult<IReadOnlyList<MonitorCheck>>(checks));

    private async Task ExpectAsync(string target, MonitorCheck[] checks, int status, string text)
    {
        MonitorPage page = await Pages(checks).GetAsync("GET", target).Soon();
        Assert.Equal((status, text), (page.Status, Encoding.UTF8.GetString(page.Body.Span)));
    }
}
