using System.Buffers.Binary;
using System.Globalization;

namespace Modbus;

/// <summary>Registers as texts and back, by the type that the model gives.</summary>
internal static class RegisterText
{
    public static string Of(bool bit) => bit ? "true" : "false";

    public static string Of(ushort[] words, string type, RegisterSettings settings)
    {
        Span<byte> bytes = stackalloc byte[words.Length * 2];
        for (var at = 0; at < words.Length; at++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(at * 2)..], words[settings.IsRegisterSwap ? words.Length - 1 - at : at]);
        }

        double number = (words.Length, type) switch
        {
            (1, _) => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (2, "FLOAT" or "DOUBLE") => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (4, "FLOAT" or "DOUBLE") => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            (2, _) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (4, _) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => throw new FormatException($"{words.Length} registers are no number; 1, 2 or 4 are."),
        };
        // A scale of 0.1 makes 21.3 of 213, not 21.3 and fourteen more digits.
        return type == "BOOLEAN" ? Of(number != 0) : Math.Round(number * settings.Scale, 6).ToString(CultureInfo.InvariantCulture);
    }

    public static bool ToBit(string value) => value switch
    {
        "1" or "true" or "TRUE" or "True" => true,
        "0" or "false" or "FALSE" or "False" => false,
        _ => throw new FormatException($"\"{value}\" is neither true nor false."),
    };

    public static ushort[] ToWords(string value, string type, RegisterSettings settings)
    {
        var number = type == "BOOLEAN"
            ? (ToBit(value) ? 1 : 0)
            : double.Parse(value, CultureInfo.InvariantCulture) / settings.Scale;
        Span<byte> bytes = stackalloc byte[settings.Limit * 2];
        switch (settings.Limit, type)
        {
            case (1, _):
                BinaryPrimitives.WriteInt16BigEndian(bytes, checked((short)Math.Round(number)));
                break;
            case (2, "FLOAT" or "DOUBLE"):
                BinaryPrimitives.WriteSingleBigEndian(bytes, (float)number);
                break;
            case (4, "FLOAT" or "DOUBLE"):
                BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                break;
            case (2, _):
                BinaryPrimitives.WriteInt32BigEndian(bytes, checked((int)Math.Round(number)));
                break;
            case (4, _):
                BinaryPrimitives.WriteInt64BigEndian(bytes, checked((long)Math.Round(number)));
                break;
            default:
                throw new FormatException($"{settings.Limit} registers are no number; 1, 2 or 4 are.");
        }

        var words = new ushort[settings.Limit];
        for (var at = 0; at < words.Length; at++)
        {
            words[settings.IsRegisterSwap ? words.Length - 1 - at : at] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at * 2)..]);
        }

        return words;
    }
}
