using System.Net.Http;
using KubeEdge.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Tests.Hosting;

public sealed class StoppingTests
{
    [Fact]
    public async Task StopAsync_StreamingHandler_EndsItsStreamInOrder()
    {
        var options = new ServerEndpointOptions();
        options.Limits.StopTimeout = Endpoints.Patience;
        await using var endpoint = await Endpoints.StartAsync(options, async context =>
        {
            await context.Response.WriteAsync("first\n");
            var ended = new TaskCompletionSource();
            await using var registration = ServerEndpoint.GetStopping(context).Register(() => ended.TrySetResult());
            await ended.Task;
            await context.Response.WriteAsync("last\n", CancellationToken.None);
        });
        using var client = new HttpClient();
        await using var stream = await client.GetStreamAsync(endpoint.Address).WaitAsync(Endpoints.Patience);
        using var reader = new StreamReader(stream);
        Assert.Equal("first", await reader.ReadLineAsync().WaitAsync(Endpoints.Patience));

        await endpoint.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Endpoints.Patience);

        Assert.Equal("last", await reader.ReadLineAsync().WaitAsync(Endpoints.Patience));
        Assert.Null(await reader.ReadLineAsync().WaitAsync(Endpoints.Patience));
    }

    [Fact]
    public async Task StopAsync_HandlerThatNeverEnds_IsCutAtTheTimeout()
    {
        var options = new ServerEndpointOptions();
        options.Limits.StopTimeout = TimeSpan.FromMilliseconds(200);
        var aborted = new TaskCompletionSource();
        await using var endpoint = await Endpoints.StartAsync(options, async context =>
        {
            await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
            await context.Response.WriteAsync("first\n");
            await aborted.Task;
        });
        using var client = new HttpClient();
        await using var stream = await client.GetStreamAsync(endpoint.Address).WaitAsync(Endpoints.Patience);
        using var reader = new StreamReader(stream);
        Assert.Equal("first", await reader.ReadLineAsync().WaitAsync(Endpoints.Patience));

        await endpoint.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Endpoints.Patience);

        await aborted.Task.WaitAsync(Endpoints.Patience);
    }

    [Fact]
    public async Task StopAsync_Twice_AndDispose_IsFine()
    {
        var endpoint = await Endpoints.StartHelloAsync(new ServerEndpointOptions());

        await Task.WhenAll(endpoint.StopAsync(), endpoint.StopAsync()).WaitAsync(Endpoints.Patience);
        await endpoint.DisposeAsync().AsTask().WaitAsync(Endpoints.Patience);
        await endpoint.DisposeAsync().AsTask().WaitAsync(Endpoints.Patience);
    }

    [Fact]
    public void GetStopping_ForeignContext_NeverFires() =>
        Assert.False(ServerEndpoint.GetStopping(new DefaultHttpContext()).CanBeCanceled);
}
