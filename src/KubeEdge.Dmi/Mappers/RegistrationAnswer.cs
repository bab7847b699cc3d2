using Google.Protobuf;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// The answer to a mapper that asks for its data: its models, each once, and its devices whose model is there. What is more than a message
/// may hold follows as calls.
/// </summary>
internal sealed class RegistrationAnswer(Catalog catalog, ObjectReader reader, IOptions<DmiOptions> options)
{
    // For the list's tag and length before each entry.
    private const int PerEntry = 16;

    /// <summary>Makes it, and notes in <paramref name="told"/> what it tells.</summary>
    public async ValueTask<MapperRegisterResponse> CreateAsync(
        string protocol, Dictionary<DmiKey, ToldSpec> told, CancellationToken cancellationToken)
    {
        var response = new MapperRegisterResponse();
        long room = options.Value.MaximumMessageBytes;
        foreach (var key in catalog.ModelsOf(protocol))
        {
            if (await reader.ModelAsync(key, cancellationToken).ConfigureAwait(false) is { } model && Fits(model, ref room))
            {
                response.ModelList.Add(model);
                told[key] = ToldSpec.Of(model);
            }
        }

        foreach (var key in catalog.DevicesOf(protocol))
        {
            var isReady = catalog.FindDevice(key) is { } entry && told.ContainsKey(Catalog.ModelOf(key, entry));
            if (isReady && await reader.DeviceAsync(key, cancellationToken).ConfigureAwait(false) is { } device && Fits(device, ref room))
            {
                response.DeviceList.Add(device);
                told[key] = ToldSpec.Of(device);
            }
        }

        return response;
    }

    private static bool Fits(IMessage message, ref long room)
    {
        var size = message.CalculateSize() + PerEntry;
        if (size > room)
        {
            return false;
        }

        room -= size;
        return true;
    }
}
