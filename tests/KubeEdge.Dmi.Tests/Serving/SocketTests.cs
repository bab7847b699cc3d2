using System.Net.Sockets;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Shared.Dmi;
using KubeEdge.Testing;

namespace KubeEdge.Dmi.Tests.Serving;

public class SocketTests
{
    private static readonly byte[] _preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];

    [Theory]
    [InlineData("/etc/kubeedge/dmi.sock", "/etc/kubeedge/dmi.sock")]
    [InlineData("/run/other.sock", "/run/other.sock")]
    [InlineData("/etc/kubeedge", "/etc/kubeedge/dmi.sock")]
    [InlineData("/etc/kubeedge/", "/etc/kubeedge/dmi.sock")]
    public void SocketPath_FileOrFolder_NamesTheFile(string path, string file) =>
        Assert.Equal(file, new DmiOptions { SocketPath = path }.SocketFile);

    [Fact]
    public void Options_OutOfBounds_AreNamedAllAtOnce()
    {
        var options = new DmiOptions { SocketPath = string.Empty, ReportBurst = 0, RetryDelay = TimeSpan.FromHours(1) };

        var result = new DmiOptionsValidator().Validate(null, options);

        Assert.Equal(4, result.Failures?.Count());
        Assert.True(new DmiOptionsValidator().Validate(null, new DmiOptions()).Succeeded);
    }

    [Fact]
    public async Task Socket_IsRemoved_IsMadeAnew()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.RegisterAsync(rig.SocketOf("m"));
        File.Delete(rig.Socket);

        await DmiRig.UntilAsync(() =>
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(5));

            // The file is there a moment before anybody listens.
            return File.Exists(rig.Socket) && rig.State.Socket is not null;
        });

        // A connection of its own: that of the rig may still be on its way out.
        await using var channel = rig.Connect();
        var report = new ReportDeviceStatusRequest { DeviceName = "ghost", ReportedDevice = new() };
        Assert.True((await channel.CallAsync(DmiMethods.ReportDeviceStatus, report, TimeSpan.FromSeconds(30))).IsOk);
    }

    /// <summary>The folder's place is taken by a file; the rest of the node goes on, and the socket comes when it can.</summary>
    [Fact]
    public async Task Socket_CannotBeMade_IsTriedAgain()
    {
        var folder = Directory.CreateTempSubdirectory("kedmi-");
        var taken = Path.Combine(folder.FullName, "taken");
        await File.WriteAllTextAsync(taken, string.Empty);
        await using var rig = await DmiRig.StartAsync(options => options.SocketPath = taken, waits: false);
        await rig.PassAsync();
        Assert.Null(rig.State.Socket);

        File.Delete(taken);
        await DmiRig.UntilAsync(() =>
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(5));
            return rig.State.Socket is not null;
        });

        Assert.True(File.Exists(Path.Combine(taken, "dmi.sock")));
        folder.Delete(recursive: true);
    }

    /// <summary>Bytes that are no HTTP/2, and requests that are no protobuf: each is answered or cut, and others go on.</summary>
    [Fact]
    public async Task Socket_GetsAnyBytes_OthersAreServed()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Effort.Seed}");
        var random = new Random(Effort.Seed);
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");
        for (var i = 0; i < Effort.Of(200, 20_000); i++)
        {
            await SendAsync(rig.Socket, random);
        }

        for (var i = 0; i < Effort.Of(2_000, 200_000); i++)
        {
            var method = AnyBytes.Methods[random.Next(AnyBytes.Methods.Count)];
            await rig.Channel.CallAsync(method, AnyBytes.Mutate(random), TimeSpan.FromSeconds(30));
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await rig.ReportAsync("thermo", new Twin { PropertyName = "temp", Reported = new() { Value = "1" } });
        Assert.True(answer.IsOk, answer.ToString());
        Assert.True((await rig.RegisterAsync(rig.SocketOf("m"))).IsOk);
    }

    private static async Task ConnectAsync(Socket socket, string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit.Token);
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock && !limit.IsCancellationRequested)
            {
                // More come at once than the system keeps for the server.
                await Task.Yield();
            }
        }
    }

    private static async Task SendAsync(string path, Random random)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await ConnectAsync(socket, path);
        var noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        try
        {
            await socket.SendAsync(random.Next(2) == 0 ? noise : [.. _preface, .. noise]);
        }
        catch (SocketException)
        {
            // Cut before all was sent.
        }
    }
}
