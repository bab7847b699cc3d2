using System.Net.Http;
using System.Net.Sockets;
using KubeEdge.Server.Tests.Support;

namespace KubeEdge.Server.Tests.Admission;

public sealed class AdmissionTests
{
    [Fact]
    public async Task Admission_False_ClosesBeforeAnyRequest()
    {
        var admit = false;
        await using var endpoint = await Endpoints.StartHelloAsync(
            new ServerEndpointOptions { Admission = (_, _) => ValueTask.FromResult(admit) });
        using var client = new HttpClient();

        // Which of the two depends on how far the client was when the connection was closed.
        Exception? closed = await Record.ExceptionAsync(() => client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
        Assert.True(closed is HttpRequestException or SocketException, $"{closed}");

        admit = true;
        Assert.Equal("hello", await client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
    }

    [Fact]
    public async Task Admission_Waiting_EndsWhenTheEndpointStops()
    {
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var options = new ServerEndpointOptions
        {
            Admission = async (_, cancellationToken) =>
            {
                await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
                entered.TrySetResult();
                await cancelled.Task;
                return true;
            },
        };
        options.Limits.StopTimeout = TimeSpan.FromMilliseconds(200);
        await using var endpoint = await Endpoints.StartHelloAsync(options);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", endpoint.Port).WaitAsync(Endpoints.Patience);
        await entered.Task.WaitAsync(Endpoints.Patience);

        await endpoint.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Endpoints.Patience);

        await cancelled.Task.WaitAsync(Endpoints.Patience);
    }
}
