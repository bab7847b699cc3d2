using System.Buffers;
using Google.Protobuf;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;

namespace KubeEdge.Dmi.Tests.Serving;

/// <summary>Calls of the edge's methods with any bytes as their request.</summary>
internal static class AnyBytes
{
    private static readonly byte[][] _good =
    [
        new MapperRegisterRequest
        {
            WithData = true, Mapper = new() { Name = "m", Protocol = "p", Address = ByteString.CopyFromUtf8("/nowhere/m.sock") },
        }.ToByteArray(),
        new ReportDeviceStatusRequest
        {
            DeviceName = "thermo",
            ReportedDevice = new() { Twins = { new Twin { PropertyName = "temp", Reported = new() { Value = "1" } } } },
        }.ToByteArray(),
        new ReportDeviceStatesRequest { DeviceName = "thermo", DeviceNamespace = "default", State = "online" }.ToByteArray(),
    ];

    public static IReadOnlyList<GrpcMethod<byte[], byte[]>> Methods { get; } =
        [Method("MapperRegister"), Method("ReportDeviceStatus"), Method("ReportDeviceStates"), Method("NoSuchMethod")];

    /// <summary>A request with some bytes changed, cut off or put in.</summary>
    public static byte[] Mutate(Random random)
    {
        var bytes = _good[random.Next(_good.Length)].ToList();
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }

    private static GrpcMethod<byte[], byte[]> Method(string name) => new(
        "v1beta1.DeviceManagerService",
        name,
        static (bytes, output) => output.Write(bytes),
        static input => input.ToArray(),
        static (bytes, output) => output.Write(bytes),
        static input => input.ToArray());
}
